using MedMim.Imaging.Volumes;

namespace MedMim.Studies.Protocols.Sections;

/// <summary>The network.</summary>
public sealed record ModelSection
{
    /// <summary>The network by name.</summary>
    public string Preset { get; init; } = "resenc-tiny";

    /// <summary>The crop that the network sees, [z, y, x] in voxels.</summary>
    public GridSize PatchSize { get; init; } = new(32, 64, 64);

    /// <summary>How often a transformer leaves out its last block's branches for a sample, 0 to below 1.</summary>
    public double DropPath { get; init; }
}
