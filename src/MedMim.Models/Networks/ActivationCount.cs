namespace MedMim.Models.Networks;

/// <summary>How many numbers a preset's layers put out for one volume: what training keeps for the way back grows with it.</summary>
public static class ActivationCount
{
    /// <summary>All layers but the output layers.</summary>
    /// <param name="name">One of <see cref="EncoderPresets.Names"/>.</param>
    /// <param name="patchSize">Voxels of the volume, [z, y, x].</param>
    /// <exception cref="Foundation.Failures.InputException">There is no such preset.</exception>
    public static double Hidden(string name, Axes patchSize) => EncoderPresets.IsPrimus(name)
        ? OfPrimus(EncoderPresets.PrimusOptions(name, 2, patchSize))
        : OfUNet(EncoderPresets.Options(name, 2), patchSize);

    /// <summary>The outputs of one class, at every stage that is supervised.</summary>
    /// <param name="name">One of <see cref="EncoderPresets.Names"/>.</param>
    /// <param name="patchSize">Voxels of the volume, [z, y, x].</param>
    /// <param name="deepSupervision">Whether every decoder stage of a U-Net gives an output.</param>
    public static double Output(string name, Axes patchSize, bool deepSupervision)
    {
        var full = Volume(patchSize);
        return deepSupervision && !EncoderPresets.IsPrimus(name)
            ? Voxels(EncoderPresets.Options(name, 2).Strides, patchSize).SkipLast(1).Sum()
            : full;
    }

    private static double OfUNet(ResEncUNetOptions options, Axes patch)
    {
        // Each convolution puts out a volume, and the norm behind it another one.
        var (voxels, features) = (Voxels(options.Strides, patch), options.FeaturesPerStage);
        var count = 2.0 * features[0] * voxels[0];
        for (var stage = 0; stage < options.Stages; stage++)
        {
            var volume = features[stage] * voxels[stage];
            var projects = stage > 0 && features[stage] != features[stage - 1];
            count += (4.0 * options.BlocksPerStage[stage] * volume) + (projects ? (2 * volume) + (features[stage - 1] * voxels[stage]) : 0);
        }

        // Decoder: what came up, it and the encoder's features side by side, then the convolutions.
        return count + Enumerable.Range(0, options.Stages - 1).Sum(level =>
            (3.0 + (2 * options.DecoderConvolutionsPerStage[options.Stages - 2 - level])) * features[level] * voxels[level]);
    }

    private static double OfPrimus(PrimusOptions options)
    {
        // A block: two norms, queries and keys (also turned), values, their mixture, its norm, projections, scales, sums; the
        // five of the feed-forward are 8/3 as wide.
        var block = 13 + (5 * 8.0 / 3);
        var tokens = (double)options.Tokens;
        var strides = Blocks.PatchDecode.Strides(options.TokenSize);
        var widths = Blocks.PatchDecode.Widths(options.Width, options.OutputChannels, strides.Count);
        var decoded = 0.0;
        for (var (stage, voxels) = (0, tokens); stage < strides.Count - 1; stage++)
        {
            voxels *= Volume(strides[stage]);
            decoded += 3 * voxels * widths[stage + 1];
        }

        return (tokens * options.Width * ((block * options.Depth) + 3)) + decoded;
    }

    private static double[] Voxels(IReadOnlyList<Axes> strides, Axes patch)
    {
        var total = Axes.All(1);
        return [.. strides.Select(s => Volume(patch) / Volume(total *= s))];
    }

    private static double Volume(Axes size) => (double)size.Z * size.Y * size.X;
}
