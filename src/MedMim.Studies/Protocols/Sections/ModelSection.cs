using System.Text.Json.Serialization;
using MedMim.Imaging.Volumes;
using MedMim.Studies.Protocols.Reading;

namespace MedMim.Studies.Protocols.Sections;

/// <summary>The network.</summary>
public sealed record ModelSection
{
    /// <summary>The network by name.</summary>
    public string Preset { get; init; } = "resenc-tiny";

    /// <summary>The crop that the network sees, [z, y, x] in voxels; null is found from the data and the memory budget.</summary>
    [JsonConverter(typeof(SizeOrAutoConverter))]
    public GridSize? PatchSize { get; init; } = new GridSize(32, 64, 64);

    /// <summary>Memory that training may take where patch or batch are found, GiB.</summary>
    public double MemoryBudget { get; init; } = 4;

    /// <summary>How often a transformer leaves out its last block's branches for a sample, 0 to below 1.</summary>
    public double DropPath { get; init; }
}
