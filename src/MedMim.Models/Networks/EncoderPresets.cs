using MedMim.Foundation.Failures;

namespace MedMim.Models.Networks;

/// <summary>Networks by name, for protocols: residual U-Nets (<c>resenc-</c>) and transformers (<c>primus-</c>).</summary>
public static class EncoderPresets
{
    private const string PrimusFamily = "primus-";

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "resenc-tiny", "resenc-s", "resenc-m", "resenc-l",
        "primus-tiny", "primus-s", "primus-b", "primus-m", "primus-l",
    ];

    /// <summary>Whether a name is a transformer's, whose weights belong to one size of input and drop tokens when masked.</summary>
    public static bool IsPrimus(string name) => name is not null && name.StartsWith(PrimusFamily, StringComparison.Ordinal);

    /// <summary>What every axis of an input must be a multiple of.</summary>
    /// <exception cref="InputException">There is no such preset.</exception>
    public static Axes Divisor(string name) =>
        IsPrimus(name) ? PrimusOptions(name, 1, Axes.All(8)).TokenSize : Options(name, 1).Divisor;

    /// <summary>
    /// The shape behind a residual U-Net's name. <c>resenc-l</c> is the public ResEnc-L, whose stages and blocks the public
    /// ResEnc-M has too: M is planned for smaller patches. <c>resenc-m</c> has the five stages that its planner gives patches
    /// of up to 96 voxels. <c>resenc-tiny</c> is for two processor cores, <c>resenc-s</c> between.
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
            "resenc-m" => ([32, 64, 128, 256, 320], [1, 3, 4, 6, 6]),
            "resenc-l" => ([32, 64, 128, 256, 320, 320], [1, 3, 4, 6, 6, 6]),
            _ => throw Unknown(name),
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

    /// <summary>The shape behind a transformer's name: the public S, B, M and L, and a tiny one for two processor cores.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="outputChannels">Channels of the output.</param>
    /// <param name="patchSize">Voxels of an input, [z, y, x].</param>
    /// <param name="inputChannels">Channels of the input.</param>
    /// <param name="dropPath">See <see cref="Networks.PrimusOptions.DropPath"/>.</param>
    /// <exception cref="InputException">There is no such preset.</exception>
    public static PrimusOptions PrimusOptions(
        string name, int outputChannels, Axes patchSize, int inputChannels = 1, double dropPath = 0)
    {
        var (depth, heads, width) = name switch
        {
            "primus-tiny" => (6, 4, 192),
            "primus-s" => (12, 6, 396),
            "primus-b" => (12, 12, 792),
            "primus-m" => (16, 12, 864),
            "primus-l" => (24, 16, 1056),
            _ => throw Unknown(name),
        };
        return new()
        {
            InputChannels = inputChannels,
            OutputChannels = outputChannels,
            InputSize = patchSize,
            Depth = depth,
            Heads = heads,
            Width = width,
            DropPath = dropPath,
        };
    }

    /// <summary>Builds the network behind a name; weights are torch's default.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="outputChannels">Channels of the output.</param>
    /// <param name="inputChannels">Channels of the input.</param>
    /// <param name="deepSupervision">Whether every decoder stage of a U-Net gives an output; a transformer has one only.</param>
    /// <param name="patchSize">Voxels of an input, [z, y, x]: needed by a transformer, whose positions belong to it.</param>
    /// <param name="dropPath">A transformer's <see cref="Networks.PrimusOptions.DropPath"/>; a U-Net has none.</param>
    /// <exception cref="InputException">There is no such preset, or a transformer is not told its patch size.</exception>
    public static VolumeNetwork Create(
        string name, int outputChannels, int inputChannels = 1, bool deepSupervision = false, Axes? patchSize = null, double dropPath = 0)
    {
        Native.TorchRuntime.Initialize();
        return IsPrimus(name)
            ? new Primus(PrimusOptions(
                name, outputChannels,
                patchSize ?? throw new InputException("patch_size", $"is not given, but {name} needs it", "Give the size of its inputs."),
                inputChannels, dropPath))
            : new ResEncUNet(Options(name, outputChannels, inputChannels, deepSupervision));
    }

    /// <summary>Checks that a network can drop paths as often as it is told to.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="dropPath">See <see cref="Networks.PrimusOptions.DropPath"/>.</param>
    /// <exception cref="InputException">It is out of range, or not 0 for a U-Net.</exception>
    public static void RequireDropPath(string name, double dropPath)
    {
        if (dropPath is not (>= 0 and < 1) || (dropPath > 0 && !IsPrimus(name)))
        {
            throw new InputException(
                "drop_path", FormattableString.Invariant($"is {dropPath}, which {name} cannot do"), "Give 0, or for primus up to below 1.");
        }
    }

    private static InputException Unknown(string name) =>
        new("encoder", $"there is no preset '{name}'", $"Choose one of {string.Join(", ", Names)}.");
}
