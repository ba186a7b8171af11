using MedMim.Foundation.Failures;

namespace MedMim.Models.Networks;

/// <summary>Networks by name, for protocols.</summary>
public static class EncoderPresets
{
    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["resenc-tiny", "resenc-s", "resenc-m", "resenc-l"];

    /// <summary>
    /// The shape behind a name. <c>resenc-l</c> is the public ResEnc-L; <c>resenc-tiny</c> is for two processor cores;
    /// <c>resenc-s</c> and <c>resenc-m</c> lie between.
    /// </summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="outputChannels">Channels of the output.</param>
    /// <param name="inputChannels">Channels of the input.</param>
    /// <param name="deepSupervision">Whether every decoder stage gives an output.</param>
    /// <exception cref="InputException">There is no such preset.</exception>
    public static ResEncUNetOptions Options(
        string name, int outputChannels, int inputChannels = 1, bool deepSupervision = false)
    {
        var (features, blocks) = name switch
        {
            "resenc-tiny" => (new[] { 12, 24, 48, 96 }, new[] { 1, 1, 1, 1 }),
            "resenc-s" => ([16, 32, 64, 128, 160], [1, 2, 2, 2, 2]),
            "resenc-m" => ([32, 64, 128, 256, 320], [1, 2, 3, 4, 4]),
            "resenc-l" => ([32, 64, 128, 256, 320, 320], [1, 3, 4, 6, 6, 6]),
            _ => throw new InputException(
                "encoder", $"there is no preset '{name}'", $"Choose one of {string.Join(", ", Names)}."),
        };
        var stages = features.Length;
        return new()
        {
            InputChannels = inputChannels,
            OutputChannels = outputChannels,
            FeaturesPerStage = features,
            KernelSizes = [.. Enumerable.Repeat(Axes.All(3), stages)],
            Strides = [Axes.All(1), .. Enumerable.Repeat(Axes.All(2), stages - 1)],
            BlocksPerStage = blocks,
            DecoderConvolutionsPerStage = [.. Enumerable.Repeat(1, stages - 1)],
            DeepSupervision = deepSupervision,
        };
    }

    /// <summary>Builds the network behind a name; see <see cref="Options"/>.</summary>
    public static VolumeNetwork Create(
        string name, int outputChannels, int inputChannels = 1, bool deepSupervision = false)
    {
        var options = Options(name, outputChannels, inputChannels, deepSupervision);
        Native.TorchRuntime.Initialize();
        return new ResEncUNet(options);
    }
}
