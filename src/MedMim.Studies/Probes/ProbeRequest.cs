using MedMim.Imaging.Volumes;

namespace MedMim.Studies.Probes;

/// <summary>What is probed, and how.</summary>
public sealed record ProbeRequest
{
    /// <summary>A store, or a folder of prepared volumes.</summary>
    public required string Folder { get; init; }

    /// <summary>The encoders, all of one architecture.</summary>
    public required IReadOnlyList<EncoderArm> Encoders { get; init; }

    /// <summary>The folder for <c>probe.json</c> and <c>probe.parquet</c>; made if missing.</summary>
    public required string Output { get; init; }

    /// <summary>A protocol, which says how a store is prepared and what labels are called; null for the defaults.</summary>
    public string? Protocol { get; init; }

    /// <summary>A run's <c>split.json</c>: probes learn on its training and validation cases, and are tested on its test cases.</summary>
    public string? Split { get; init; }

    /// <summary>Without a split: how many folds by patient; null for 5, or one a patient where there are fewer.</summary>
    public int? Folds { get; init; }

    /// <summary>Seeds of folds, sampled voxels and random weights; at least one. Figures are means over them.</summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [1, 2, 3];

    /// <summary>Voxels sampled of a scan, shared evenly among its labels. At least 10; default 1000.</summary>
    public int Voxels { get; init; } = 1000;

    /// <summary>Vectors that a probe learns from, at most: thinned out evenly beyond. At least 100; default 10,000.</summary>
    public int TrainingVectors { get; init; } = 10_000;

    /// <summary>Levels of the encoder, counted from 1, the finest; null for all.</summary>
    public IReadOnlyList<int>? Levels { get; init; }

    /// <summary>A table of classes by scan or patient (<see cref="ClassFile"/>); null without.</summary>
    public string? Classes { get; init; }

    /// <summary>The network, where nothing beside the weights says it.</summary>
    public string? Preset { get; init; }

    /// <summary>Voxels of a window, [z, y, x]; null for those that the encoder was pretrained on.</summary>
    public GridSize? PatchSize { get; init; }
}
