using System.Globalization;
using MedMim.Datasets.Preparation;
using MedMim.Evaluation.Reports.Model;

namespace MedMim.Studies.Reporting;

/// <summary>How scans were prepared, as a reader of the report sees it: the plan, with the numbers that the data gave it.</summary>
internal static class PreparationFacts
{
    public static IReadOnlyList<NamedValue> Of(PreparedDataset prepared) => [.. Of(prepared.Plan), .. CutAway(prepared)];

    private static NamedValue[] Of(PreparationPlan plan) =>
    [
        new("Axes", plan.Reorient ? "brought to LPS: z to the head, y to the back, x to the left" : "as scanned"),
        new("Crop", plan.CropMargin is { } margin ? Text($"to the body and {margin} mm around it") : "none"),
        new("Voxel spacing", plan.Spacing is { } s ? Text($"{s.Z} × {s.Y} × {s.X} mm (z, y, x)") : "as scanned"),
        new("Interpolation", plan.Spacing is null ? "none"
            : Text($"cubic splines, linear along an axis more than {plan.AnisotropyThreshold} times as coarse; labels by shares")),
        new("Bias field", plan.BiasCorrection ? Text($"N4 on MR, shrink factor {plan.BiasShrinkFactor}") : "not corrected"),
        new("Intensities", Intensities(plan)),
    ];

    // Named only where it happened.
    private static IEnumerable<NamedValue> CutAway(PreparedDataset prepared)
    {
        var cut = prepared.Cases.Select(c => prepared.RecordOf(c.Id).Label?.VoxelsOutsideCrop ?? 0).Where(v => v > 0).ToArray();
        if (cut.Length > 0)
        {
            yield return new("Labels cut away by the crop", Text($"{cut.Sum()} voxels of {cut.Length} scans"));
        }
    }

    private static string Intensities(PreparationPlan plan)
    {
        var ct = Text($"CT clipped to {plan.CtWindow.Low:0.##} to {plan.CtWindow.High:0.##} HU");
        ct += plan.CtScale is { } scale
            ? Text($" and standardised by the training foreground's mean {scale.Mean:0.##} and deviation {scale.Deviation:0.##} HU; other volumes ")
            : "; then every volume ";
        var pet = plan.PetWindow is { } window ? Text($"PET clipped to {window.Low:0.##} to {window.High:0.##}; ") : string.Empty;
        return pet + ct + Text($"z-scored over its body and clipped to ±{plan.ClipDeviations}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
