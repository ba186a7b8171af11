using MedMim.Models.Networks;
using static TorchSharp.torch;

namespace MedMim.Models.Weights;

/// <summary>
/// Fits what a transformer knows of places to another grid and order of tokens. Learned positions are resized linearly.
/// Where the tokens were counted y first, the learned positions are transposed, and in each head the third of the channels
/// that rotary positions turn along z trades places with the third for y, in queries and keys alike: then every product of
/// a query and a key is what it was, and the network answers as it did.
/// </summary>
internal static class TokenPositions
{
    /// <summary>Whether a tensor is a grid's learned positions.</summary>
    public static bool IsPositions(string name) => name.EndsWith("pos_embed", StringComparison.Ordinal);

    /// <summary>Whether a tensor makes queries or keys.</summary>
    public static bool IsRotated(string name) =>
        name.Contains(".attn.q_proj.", StringComparison.Ordinal) || name.Contains(".attn.k_proj.", StringComparison.Ordinal);

    /// <summary>The grid that so many tokens are of: the one given, or a cube; null where neither fits.</summary>
    public static Axes? Grid(long tokens, Axes? given)
    {
        if (given is { } grid)
        {
            return (long)grid.Z * grid.Y * grid.X == tokens ? grid : null;
        }

        var edge = (int)Math.Round(Math.Cbrt(tokens), MidpointRounding.ToEven);
        return (long)edge * edge * edge == tokens ? Axes.All(edge) : null;
    }

    /// <summary>[1, tokens of one grid, width] to [1, tokens of another, width], trilinear between the tokens' centres.</summary>
    public static Tensor Resize(Tensor positions, Axes from, Axes to)
    {
        var width = positions.shape[^1];
        var volume = positions.to(ScalarType.Float32).reshape(1, from.Z, from.Y, from.X, width).permute(0, 4, 1, 2, 3);
        return nn.functional.interpolate(volume, [to.Z, to.Y, to.X], mode: InterpolationMode.Trilinear, align_corners: false)
            .permute(0, 2, 3, 4, 1).reshape(1, -1, width);
    }

    /// <summary>Positions of tokens counted y first, on a cube, brought to z first.</summary>
    public static Tensor Transpose(Tensor positions, Axes grid) => positions
        .reshape(1, grid.Y, grid.Z, grid.X, -1).transpose(1, 2).reshape(positions.shape);

    /// <summary>Rows of queries or keys: [width] or [width, in]; the first two thirds of each head change places.</summary>
    public static Tensor SwapThirds(Tensor rows, int heads)
    {
        var thirds = rows.reshape([heads, 3, rows.shape[0] / heads / 3, -1]);
        return thirds[.., TensorIndex.Tensor(tensor(new long[] { 1, 0, 2 }))].reshape(rows.shape);
    }
}
