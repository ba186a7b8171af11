using MedMim.Foundation.Files;

namespace MedMim.Datasets.Preparation;

/// <summary>How volumes are brought to one spacing and one range of intensities before training and prediction.</summary>
public sealed record PreparationOptions
{
    /// <summary>
    /// Spacing of the prepared grid along the array's z, y and x axes in mm; null (the default) keeps each volume's own.
    /// </summary>
    public (double Z, double Y, double X)? Spacing { get; init; }

    /// <summary>CT: intensities are clipped to this range in Hounsfield units first. Default −1000 to 1000.</summary>
    public (double Low, double High) CtWindow { get; init; } = (-1000, 1000);

    /// <summary>
    /// Every modality: (v − mean) / deviation over the body of the volume (<see cref="Tissue.TissuePrior"/>), then
    /// clipped to ± this many deviations. Default 5. MR, PET and others have no absolute scale that can be relied on,
    /// and outliers (vessels, artefacts) would dominate a squared error.
    /// </summary>
    public double ClipDeviations { get; init; } = 5;

    /// <summary>Digest of the options and of the way in which they are carried out.</summary>
    public string Digest => ContentDigest.OfText(FormattableString.Invariant(
        $"preparation 1; spacing {Spacing?.Z:R} {Spacing?.Y:R} {Spacing?.X:R}; ct {CtWindow.Low:R} {CtWindow.High:R}; clip {ClipDeviations:R}"));
}
