using MedMim.Foundation.Failures;

namespace MedMim.Models.Networks;

/// <summary>
/// The shape of a <see cref="ResEncUNet"/>. Lists go from the finest stage to the coarsest and have one entry a stage.
/// </summary>
public sealed record ResEncUNetOptions
{
    /// <summary>Channels of the input; 1 for a single scan.</summary>
    public int InputChannels { get; init; } = 1;

    /// <summary>Channels of the output: classes with the background, or 1 for a reconstruction.</summary>
    public required int OutputChannels { get; init; }

    /// <summary>Channels of each stage. 2 to 8 stages.</summary>
    public required IReadOnlyList<int> FeaturesPerStage { get; init; }

    /// <summary>Kernel size of each stage, odd along every axis.</summary>
    public required IReadOnlyList<Axes> KernelSizes { get; init; }

    /// <summary>Stride with which each stage begins; the first is 1 as a rule.</summary>
    public required IReadOnlyList<Axes> Strides { get; init; }

    /// <summary>Residual blocks of each stage, at least 1.</summary>
    public required IReadOnlyList<int> BlocksPerStage { get; init; }

    /// <summary>Convolutions of each decoder stage, coarsest first; one entry less than there are stages.</summary>
    public required IReadOnlyList<int> DecoderConvolutionsPerStage { get; init; }

    /// <summary>Whether the network gives an output at every decoder stage. Default no.</summary>
    public bool DeepSupervision { get; init; }

    /// <summary>How many stages there are.</summary>
    public int Stages => FeaturesPerStage.Count;

    /// <summary>What every axis of an input must be a multiple of: the product of the strides.</summary>
    public Axes Divisor => Strides.Aggregate(Axes.All(1), (a, b) => a * b);

    /// <summary>Checks every range.</summary>
    /// <exception cref="InputException">A list has the wrong length or an entry is out of range.</exception>
    public void Validate()
    {
        Require(Stages is >= 2 and <= 8, "features_per_stage", $"has {Stages} stages", "Give 2 to 8.");
        Require(InputChannels >= 1 && OutputChannels >= 1, "channels", "are not positive", "Give at least 1.");
        foreach (var (name, count) in new[]
        {
            ("kernel_sizes", KernelSizes.Count), ("strides", Strides.Count), ("blocks_per_stage", BlocksPerStage.Count),
            ("decoder_convolutions_per_stage", DecoderConvolutionsPerStage.Count + 1),
        })
        {
            Require(count == Stages, name, $"does not fit {Stages} stages", "Give one entry a stage (the decoder's: one less).");
        }

        Require(FeaturesPerStage.All(f => f >= 1), "features_per_stage", "holds a number below 1", "Give at least 1.");
        Require(BlocksPerStage.All(b => b >= 1), "blocks_per_stage", "holds a number below 1", "Give at least 1.");
        Require(
            DecoderConvolutionsPerStage.All(b => b >= 1), "decoder_convolutions_per_stage", "holds a number below 1",
            "Give at least 1.");
        Require(
            KernelSizes.All(k => k.Smallest >= 1 && k.Z % 2 == 1 && k.Y % 2 == 1 && k.X % 2 == 1), "kernel_sizes",
            "holds an even or negative number", "Give odd ones.");
        Require(Strides.All(s => s.Smallest >= 1), "strides", "holds a number below 1", "Give at least 1.");
    }

    private static void Require(bool holds, string field, string problem, string remedy)
    {
        if (!holds)
        {
            throw new InputException(field, problem, remedy);
        }
    }
}
