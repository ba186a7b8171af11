using MedMim.Models.Blocks;

namespace MedMim.Models.Networks;

/// <summary>
/// Counts the floating-point operations of a Primus's matrix products, from its shape alone: two for each weight and token (or
/// voxel), and in attention 4·n²·width for n tokens. Norms, activations and sums are left out, as is usual.
/// </summary>
public static class PrimusOperations
{
    /// <summary>The encoder on so many tokens of one volume, which may be a mean.</summary>
    /// <param name="options">The shape.</param>
    /// <param name="kept">Tokens that are computed.</param>
    public static double Encoder(PrimusOptions options, double kept)
    {
        ArgumentNullException.ThrowIfNull(options);
        var embedding = 2.0 * kept * Voxels(options.TokenSize) * options.InputChannels * options.Width;
        return embedding + (options.Depth * Block(options.Width, kept));
    }

    /// <summary>A whole <see cref="PrimusMaskedAutoencoder"/> on one volume.</summary>
    /// <param name="options">The shape.</param>
    /// <param name="kept">Tokens that the encoder computes; the decoder computes all.</param>
    public static double MaskedAutoencoder(PrimusOptions options, double kept) =>
        Encoder(options, kept) + (PrimusMaskedAutoencoder.DecoderDepth * Block(options.Width, options.Tokens)) + Voxelwise(options);

    /// <summary>A whole <see cref="Primus"/> on one volume.</summary>
    /// <param name="options">The shape.</param>
    public static double Whole(PrimusOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Encoder(options, options.Tokens) + Voxelwise(options);
    }

    /// <summary>Queries, keys, values and their mix; gate, value and projection of the feed-forward, 8/3 as wide.</summary>
    private static double Block(int width, double tokens)
    {
        double hidden = width * 8 / 3;
        return (2 * tokens * ((4.0 * width * width) + (3 * width * hidden))) + (4 * tokens * tokens * width);
    }

    /// <summary>From tokens to voxels.</summary>
    private static double Voxelwise(PrimusOptions options)
    {
        var strides = PatchDecode.Strides(options.TokenSize);
        var widths = PatchDecode.Widths(options.Width, options.OutputChannels, strides.Count);
        var (total, places) = (0.0, (double)options.Tokens);
        for (var stage = 0; stage < strides.Count; stage++)
        {
            places *= Voxels(strides[stage]);
            total += 2 * places * widths[stage] * widths[stage + 1];
        }

        return total;
    }

    private static double Voxels(Axes axes) => (double)axes.Z * axes.Y * axes.X;
}
