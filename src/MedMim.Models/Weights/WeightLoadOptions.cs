using MedMim.Models.Networks;

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

    /// <summary>
    /// The grid, [z, y, x], that a transformer's learned positions were made for. Null (the default): a cube, where their
    /// number is one. Positions of another grid than the model's are resized.
    /// </summary>
    public Axes? PositionGrid { get; init; }

    /// <summary>In which order a transformer's tokens were counted. Default z first, as Primus does.</summary>
    public TokenOrder TokenOrder { get; init; }
}
