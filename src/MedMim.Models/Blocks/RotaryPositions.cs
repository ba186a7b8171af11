using MedMim.Models.Networks;
using static TorchSharp.torch;

namespace MedMim.Models.Blocks;

/// <summary>
/// Rotary positions (RoFormer, arXiv 2104.09864) over a grid of tokens: neighbouring pairs of a head's channels are turned,
/// the first third of the pairs by the token's place along z, the second along y, the last along x, at frequencies
/// 10000^(−i/n) for the i-th of the n pairs of an axis. As timm's concatenated embedding does on a grid in units of tokens.
/// </summary>
/// <param name="grid">Tokens along each axis.</param>
/// <param name="headWidth">Channels of a head, a multiple of 6.</param>
internal sealed class RotaryPositions(Axes grid, int headWidth) : IDisposable
{
    private const double Temperature = 10000;

    // Follows from the shape, so it is no buffer of a module and not among the weights.
    private Tensor turns = Compute(grid, headWidth);

    /// <summary>The turns as unit complex numbers: [1, tokens, 1, headWidth / 2], tokens in [z, y, x] order.</summary>
    public Tensor On(Device device)
    {
        if (turns.device_type != device.type || turns.device_index != device.index)
        {
            using var old = turns;
            turns = old.to(device).DetachFromDisposeScope();
        }

        return turns;
    }

    /// <summary>Turns queries or keys.</summary>
    /// <param name="x">[n, tokens, heads, headWidth], any floating type.</param>
    /// <param name="turns">[1 or n, tokens, 1, headWidth / 2], complex.</param>
    /// <returns>The same shape, float32.</returns>
    public static Tensor Turn(Tensor x, Tensor turns)
    {
        var pairs = x.to(ScalarType.Float32).reshape([.. x.shape[..^1], x.shape[^1] / 2, 2]);
        return (pairs.view_as_complex() * turns).view_as_real().flatten(-2);
    }

    /// <inheritdoc/>
    public void Dispose() => turns.Dispose();

    private static Tensor Compute(Axes grid, int headWidth)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var pairs = headWidth / 6;
        var frequencies = pow(Temperature, arange(pairs, dtype: ScalarType.Float32) / -pairs);
        Tensor Angles(int length, params long[] shape) =>
            (arange(length, dtype: ScalarType.Float32).reshape(shape) * frequencies).expand(grid.Z, grid.Y, grid.X, pairs);
        var angles = cat(
            [Angles(grid.Z, -1, 1, 1, 1), Angles(grid.Y, 1, -1, 1, 1), Angles(grid.X, 1, 1, -1, 1)], -1);
        return polar(ones_like(angles), angles).reshape(1, -1, 1, 3 * pairs).DetachFromDisposeScope();
    }
}
