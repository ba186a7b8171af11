using static TorchSharp.torch;

namespace MedMim.Models.Weights;

/// <summary>
/// Fits the first convolution to another number of input channels: the mean over the old ones for each new one, scaled so
/// that the sum over channels, and with it the response to equal channels, stays what it was.
/// </summary>
internal static class InputChannels
{
    private static readonly string[] Stems = ["stem.convs.0.conv.weight", "down_projection.proj.weight"];

    /// <summary>Whether a tensor is the first convolution's weight and differs in its input channels alone.</summary>
    public static bool Fits(string name, IReadOnlyList<long> from, IReadOnlyList<long> to) =>
        Array.Exists(Stems, s => name.EndsWith(s, StringComparison.Ordinal)) && from.Count == 5 && to.Count == 5
        && from[0] == to[0] && from.Skip(2).SequenceEqual(to.Skip(2)) && from[1] > 0;

    /// <summary>[out, in, z, y, x] to [out, channels, z, y, x].</summary>
    public static Tensor Adapt(Tensor weight, long channels) =>
        weight.sum(1, keepdim: true).div(channels).repeat(1, channels, 1, 1, 1);
}
