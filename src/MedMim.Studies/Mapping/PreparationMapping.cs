using MedMim.Datasets.Preparation;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Mapping;

/// <summary>The protocol's preparation as the data set's options.</summary>
internal static class PreparationMapping
{
    public static PreparationOptions ToOptions(this PreparationSection section) => new()
    {
        Reorient = section.Orientation == OrientationName.Lps,
        SpacingRule = section.Spacing.Name switch
        {
            SpacingName.Given => SpacingRule.Fixed,
            SpacingName.Median => SpacingRule.Median,
            _ => SpacingRule.Keep,
        },
        Spacing = section.Spacing.Value is { } s ? new ArraySpacing(s.Z, s.Y, s.X) : null,
        AnisotropyThreshold = section.AnisotropyThreshold,
        CropMargin = section.Crop == CropName.Body ? section.CropMarginMm : null,
        CtWindow = Range(section.CtWindow),
        PetWindow = Range(section.PetWindow),
        ClipDeviations = section.ClipDeviations,
        BiasCorrection = section.BiasCorrection == BiasCorrectionName.N4,
        BiasShrinkFactor = section.BiasShrinkFactor,
    };

    private static IntensityRange? Range(IntensityWindow? window) =>
        window is { } w ? new IntensityRange(w.Low, w.High) : null;
}
