using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans.Headers;

namespace MedMim.Imaging.Scans.Pixels;

/// <summary>From stored pixels to values: rescale slope and intercept (DICOM PS3.3 C.7.6.16.2.9), and polarity.</summary>
/// <param name="Slope">Rescale slope.</param>
/// <param name="Intercept">Rescale intercept.</param>
/// <param name="IsInverted">
/// Whether stored values grow towards black (MONOCHROME1) and are turned round within their range before rescaling. Never
/// for CT and PET: their values have physical units, and the tag only says how to show them.
/// </param>
/// <param name="IsHounsfield">Whether the values are Hounsfield units: CT whose Rescale Type says so, or says nothing.</param>
internal readonly record struct PixelTransform(double Slope, double Intercept, bool IsInverted, bool IsHounsfield)
{
    /// <summary>That of a frame: its own rescale, else the shared one, else the file's, else (1, 0).</summary>
    /// <remarks>Real world value mappings are not read: they may hold several units, and slope and intercept stand beside them.</remarks>
    /// <exception cref="RefusedException">Values go through a lookup table.</exception>
    public static PixelTransform Of(FrameGroups groups)
    {
        var dataset = groups.Dataset;
        var holder = groups.Group(DicomTags.PixelValueTransformationSequence) is { Count: > 0 } own ? own : dataset;
        var slope = holder.Number(DicomTags.RescaleSlope);
        if (slope is null && dataset.Items(DicomTags.ModalityLutSequence).Count > 0)
        {
            throw new RefusedException(new(RefusalCodes.Unsupported, "Its values go through a lookup table (Modality LUT)."));
        }

        var inverted = dataset.Text(DicomTags.PhotometricInterpretation) == "MONOCHROME1"
            && dataset.Text(DicomTags.Modality) is not ("CT" or "PT");
        var hounsfield = dataset.Text(DicomTags.Modality) == "CT" && holder.Text(DicomTags.RescaleType) is ("" or "HU");
        return new(slope is { } s and not 0 ? s : 1, holder.Number(DicomTags.RescaleIntercept) ?? 0, inverted, hounsfield);
    }

    /// <summary>
    /// The same as sign × stored + offset, where it is that, in whole numbers whose results single precision holds exactly
    /// for stored numbers of 16 bits; null otherwise.
    /// </summary>
    public (int Sign, int Offset)? AsWhole(double lowest, double highest)
    {
        var offset = IsInverted ? lowest + highest + Intercept : Intercept;
        return Slope == 1 && offset == Math.Floor(offset) && Math.Abs(offset) < 1 << 23 ? (IsInverted ? -1 : 1, (int)offset) : null;
    }

    /// <summary>The value of a stored number whose range is from <paramref name="lowest"/> to <paramref name="highest"/>.</summary>
    public double Apply(double stored, double lowest, double highest) =>
        ((IsInverted ? lowest + highest - stored : stored) * Slope) + Intercept;
}
