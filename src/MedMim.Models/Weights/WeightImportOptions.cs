using MedMim.Models.Networks;

namespace MedMim.Models.Weights;

/// <summary>What published weights are brought into.</summary>
public sealed record WeightImportOptions
{
    /// <summary>The network: one of <see cref="EncoderPresets.Names"/>.</summary>
    public required string Encoder { get; init; }

    /// <summary>Voxels of an input, [z, y, x]; needed by a transformer.</summary>
    public Axes? PatchSize { get; init; }

    /// <summary>Channels of the input. At least 1; default 1.</summary>
    public int InputChannels { get; init; } = 1;

    /// <summary>How tensors are fitted.</summary>
    public WeightLoadOptions Loading { get; init; } = new();
}
