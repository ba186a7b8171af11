using System.Globalization;
using MedMim.Datasets.Preparation;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Packages;

/// <summary>
/// Whether a scan is like those that a model learned from. The rules are coarse: they stop a mistake, they do not promise quality.
/// </summary>
public static class InputCheck
{
    /// <summary>A spacing may be so many times smaller or larger than those of the training scans.</summary>
    public const double SpacingFactor = 2;

    /// <summary>The least share of the smallest training scan's extent that a scan must have.</summary>
    public const double LeastShare = 0.5;

    /// <summary>
    /// Why a scan does not fit, or null. It fits where its modality is among the trained ones (or is MR where the training scans
    /// were of unknown modality, which are prepared alike); its spacing along each axis is at least half of the smallest and at
    /// most twice the largest of the training scans; and its extent along each axis is at least half of the smallest of theirs. A
    /// model without a record of its scans takes all.
    /// </summary>
    /// <param name="manifest">The model.</param>
    /// <param name="modality">CT, MR, PT or OT.</param>
    /// <param name="grid">The scan's grid.</param>
    public static string? Misfit(PackageManifest manifest, string modality, VolumeGeometry grid)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(grid);
        if (manifest.Inputs is not { } inputs)
        {
            return null;
        }

        if (!inputs.Modalities.Contains(modality, StringComparer.Ordinal)
            && !(modality == "MR" && inputs.Modalities.Contains("OT", StringComparer.Ordinal)))
        {
            return $"is {Name(modality)}, and the model learned from {string.Join(", ", inputs.Modalities.Select(Name))} alone";
        }

        var turned = ModelInputs.Turned(grid, manifest.Preparation.Reorient);
        var (spacing, extent) = (Axes(ArraySpacing.Of(turned)), Axes(ModelInputs.ExtentOf(turned)));
        var (least, most, smallest) = (Axes(inputs.LeastSpacing), Axes(inputs.MostSpacing), Axes(inputs.LeastExtent));
        for (var axis = 0; axis < 3; axis++)
        {
            if (spacing[axis] < least[axis] / SpacingFactor || spacing[axis] > most[axis] * SpacingFactor)
            {
                return Text($"has a spacing of {spacing[axis]:0.###} mm along {"zyx"[axis]}, and the model learned from {least[axis]:0.###} to {most[axis]:0.###} mm");
            }

            if (extent[axis] < LeastShare * smallest[axis])
            {
                return Text($"is {extent[axis]:0.#} mm long along {"zyx"[axis]}, and the smallest that the model learned from {smallest[axis]:0.#} mm");
            }
        }

        return null;
    }

    private static double[] Axes(ArraySpacing s) => [s.Z, s.Y, s.X];

    private static string Name(string modality) => modality == "OT" ? "of unknown modality" : modality;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
