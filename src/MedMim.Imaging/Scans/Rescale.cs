using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Scans;

/// <summary>Rescale slope and intercept (DICOM PS3.3 C.7.6.16.2.9): from stored values to HU, SUV or the like.</summary>
internal static class Rescale
{
    /// <summary>Those of a frame: its own, else the shared ones, else the file's, else (1, 0).</summary>
    public static (double Slope, double Intercept) Of(DicomDataset dataset, int frame)
    {
        var frames = dataset.Items(DicomTags.PerFrameFunctionalGroupsSequence);
        var holder = (frame < frames.Count ? Transformation(frames[frame]) : null)
            ?? (dataset.Items(DicomTags.SharedFunctionalGroupsSequence) is [var shared, ..] ? Transformation(shared) : null)
            ?? dataset;
        return (holder.Number(DicomTags.RescaleSlope) is { } slope and not 0 ? slope : 1,
            holder.Number(DicomTags.RescaleIntercept) ?? 0);
    }

    private static DicomDataset? Transformation(DicomDataset group) =>
        group.Items(DicomTags.PixelValueTransformationSequence) is [var item, ..] ? item : null;
}
