using MedMim.Imaging.Deidentification;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Segmentations;

namespace MedMim.Imaging.Workers;

/// <summary>What a worker process is asked to do.</summary>
internal sealed record WorkerRequest(WorkerTask Task)
{
    /// <summary>The files to inspect, or the one file to read or write.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>The volume to read.</summary>
    public SeriesPlan? Plan { get; init; }

    /// <summary>The segments to read.</summary>
    public SegmentsPlan? Segments { get; init; }

    /// <summary>The segmentation to write.</summary>
    public SegmentationExport? Export { get; init; }

    /// <summary>Encoding of the file to write.</summary>
    public TransferSyntax Syntax { get; init; }

    /// <summary>Whether the attachment holds pixels after the data set.</summary>
    public bool HasPixels { get; init; }

    /// <summary>How to de-identify.</summary>
    public DeidentificationOrder? Deidentification { get; init; }
}
