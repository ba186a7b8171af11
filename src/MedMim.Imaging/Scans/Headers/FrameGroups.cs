using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Scans.Headers;

/// <summary>
/// One frame's view of an enhanced object: a functional group of its own, else the shared one (DICOM PS3.3 C.7.6.16). For
/// a classic image there are none, and the data set itself answers.
/// </summary>
/// <param name="dataset">The object.</param>
/// <param name="frame">The frame's item of the Per-Frame Functional Groups Sequence; empty for a classic image.</param>
/// <param name="shared">The item of the Shared Functional Groups Sequence; empty where missing.</param>
internal sealed class FrameGroups(DicomDataset dataset, DicomDataset frame, DicomDataset shared)
{
    private static readonly DicomDataset None = new();

    /// <summary>The whole object.</summary>
    public DicomDataset Dataset => dataset;

    /// <summary>A view for each frame; one for a classic image.</summary>
    public static IReadOnlyList<FrameGroups> Of(DicomDataset dataset)
    {
        var frames = dataset.Items(DicomTags.PerFrameFunctionalGroupsSequence);
        var shared = dataset.Items(DicomTags.SharedFunctionalGroupsSequence) is [var first, ..] ? first : None;
        return frames.Count == 0 ? [new(dataset, None, shared)] : [.. frames.Select(f => new FrameGroups(dataset, f, shared))];
    }

    /// <summary>The item of a functional group; empty where missing.</summary>
    public DicomDataset Group(DicomTag macro) =>
        frame.Items(macro) is [var own, ..] ? own : shared.Items(macro) is [var common, ..] ? common : None;
}
