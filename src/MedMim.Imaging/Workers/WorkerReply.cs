using MedMim.Imaging.Deidentification;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Scans.Pixels;
using MedMim.Imaging.Segmentations;
using MedMim.Imaging.Structures;

namespace MedMim.Imaging.Workers;

/// <summary>What a worker process answers. One of the members is set.</summary>
internal sealed record WorkerReply
{
    /// <summary>First message of a process: the DICOM toolkit and its version.</summary>
    public string? Toolkit { get; init; }

    /// <summary>One file's inspection. It tells the pool that the next file is being read now.</summary>
    public FileInspection? Inspection { get; init; }

    /// <summary>A volume was read.</summary>
    public StoredVoxels? Voxels { get; init; }

    /// <summary>Contours were read.</summary>
    public StructureSet? Structures { get; init; }

    /// <summary>A segmentation's header was read.</summary>
    public SegmentationObject? Segmentation { get; init; }

    /// <summary>A file was de-identified.</summary>
    public DeidentifiedFile? Deidentified { get; init; }

    /// <summary>The request is finished.</summary>
    public bool Done { get; init; }

    /// <summary>The file or series cannot be used.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The target cannot be written: the operating system's words.</summary>
    public string? WriteError { get; init; }

    /// <summary>Something that a person must put right before any file can be read, such as a missing library.</summary>
    public WorkerFault? Fault { get; init; }
}

/// <summary>The parts of an <see cref="Foundation.Failures.InputException"/>.</summary>
internal sealed record WorkerFault(string Subject, string Problem, string Remedy);
