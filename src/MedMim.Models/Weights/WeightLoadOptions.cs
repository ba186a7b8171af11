namespace MedMim.Models.Weights;

/// <summary>Which weights are taken from a file.</summary>
public sealed record WeightLoadOptions
{
    /// <summary>
    /// Tensors whose names begin with one of these are wanted; the others are reported as skipped. Empty (the default): all.
    /// For an encoder alone: <c>encoder.</c>
    /// </summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];

    /// <summary>Whether the first convolution is fitted to another number of input channels. Default yes.</summary>
    public bool AdaptInputChannels { get; init; } = true;
}
