using MedMim.Foundation.Failures;

namespace MedMim.Models.Networks.Detection;

/// <summary>The shape of a <see cref="RetinaUNet"/>.</summary>
public sealed record RetinaUNetOptions
{
    /// <summary>The U-Net; its outputs are background and foreground (2 channels).</summary>
    public required ResEncUNetOptions UNet { get; init; }

    /// <summary>Classes of boxes, without a background. At least 1.</summary>
    public required int Classes { get; init; }

    /// <summary>Anchors a cell. At least 1.</summary>
    public required int AnchorsPerCell { get; init; }

    /// <summary>The finest level that has boxes, counted from the input's (0); at least 1 and below the number of stages.</summary>
    public required int FinestLevel { get; init; }

    /// <summary>Channels of the pyramid, a multiple of 8.</summary>
    public required int PyramidChannels { get; init; }

    /// <summary>The levels with boxes, finest first.</summary>
    public IReadOnlyList<int> Levels => [.. Enumerable.Range(FinestLevel, UNet.Stages - FinestLevel)];

    /// <summary>Voxels of the input that a level's cell stands for.</summary>
    public Axes StrideOf(int level) => UNet.Strides.Take(level + 1).Aggregate(Axes.All(1), (a, b) => a * b);

    /// <summary>
    /// The shape for a residual U-Net's preset: boxes from the stride 4 on (nnDetection), of a network of four stages from the
    /// stride 2 on; 128 channels, or as many as fit small networks.
    /// </summary>
    /// <param name="preset">A residual U-Net of <see cref="EncoderPresets.Names"/>.</param>
    /// <param name="classes">Classes of boxes.</param>
    /// <param name="anchorsPerCell">Anchors a cell.</param>
    /// <param name="inputChannels">Channels of the input.</param>
    /// <exception cref="InputException">There is no such preset, or it is a transformer, which has no pyramid.</exception>
    public static RetinaUNetOptions Of(string preset, int classes, int anchorsPerCell, int inputChannels = 1)
    {
        if (EncoderPresets.IsPrimus(preset))
        {
            throw new InputException(
                "encoder", $"is {preset}, a transformer, which has no feature pyramid", "Detect with one of the resenc presets.");
        }

        var network = EncoderPresets.Options(preset, outputChannels: 2, inputChannels);
        return new()
        {
            UNet = network,
            Classes = classes,
            AnchorsPerCell = anchorsPerCell,
            FinestLevel = Math.Clamp(network.Stages - 3, 1, 2),
            PyramidChannels = Math.Min(128, 4 * network.FeaturesPerStage[0] / (network.Stages == 4 ? 2 : 1)),
        };
    }

    /// <summary>Checks every range.</summary>
    /// <exception cref="InputException">An option is out of range.</exception>
    public void Validate()
    {
        UNet.Validate();
        if (Classes < 1 || AnchorsPerCell < 1 || UNet.OutputChannels != 2 || PyramidChannels < 8 || PyramidChannels % 8 != 0)
        {
            throw new InputException(
                "detector", "needs a class, an anchor, two output channels, and pyramid channels in eights", "Correct its options.");
        }

        if (FinestLevel < 1 || FinestLevel >= UNet.Stages)
        {
            throw new InputException("finest_level", $"is {FinestLevel} of {UNet.Stages} stages", "Give at least 1, below the stages.");
        }
    }
}
