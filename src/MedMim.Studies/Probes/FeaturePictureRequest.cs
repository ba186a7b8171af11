using MedMim.Imaging.Volumes;

namespace MedMim.Studies.Probes;

/// <summary>Which encoders' features are drawn, over which scans.</summary>
public sealed record FeaturePictureRequest
{
    /// <summary>A store, or a folder of prepared volumes.</summary>
    public required string Folder { get; init; }

    /// <summary>The encoders, all of one architecture; of one with several files the first is drawn.</summary>
    public required IReadOnlyList<EncoderArm> Encoders { get; init; }

    /// <summary>The folder for <c>features.png</c> and <c>features.json</c>; made if missing.</summary>
    public required string Output { get; init; }

    /// <summary>A protocol, which says how a store is prepared; null for the defaults.</summary>
    public string? Protocol { get; init; }

    /// <summary>How many scans are drawn, spread evenly over all, 1 to 12. Default 3.</summary>
    public int Cases { get; init; } = 3;

    /// <summary>Voxels of a scan's body that components are found on. At least 100; default 1000.</summary>
    public int Voxels { get; init; } = 1000;

    /// <summary>Seed of voxels and random weights.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Levels of the encoder, counted from 1, the finest; null for all.</summary>
    public IReadOnlyList<int>? Levels { get; init; }

    /// <summary>The network, where nothing beside the weights says it.</summary>
    public string? Preset { get; init; }

    /// <summary>Voxels of a window, [z, y, x]; null for those that the encoder was pretrained on.</summary>
    public GridSize? PatchSize { get; init; }
}
