using MedMim.Datasets.Channels;
using MedMim.FineTuning.Augmentation;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;
using MedMim.Models.Networks;
using MedMim.Training.Optimizers;
using MedMim.Training.Options;

namespace MedMim.FineTuning.Segmentation;

/// <summary>How a segmenter is trained.</summary>
public sealed record SegmenterOptions
{
    /// <summary>The network: one of <see cref="EncoderPresets.Names"/>. Default <c>resenc-tiny</c>.</summary>
    public string Encoder { get; init; } = "resenc-tiny";

    /// <summary>The classes beside the background, 1 to 250 of them, in ascending order of their values.</summary>
    public required IReadOnlyList<LabelClass> Labels { get; init; }

    /// <summary>The channels of the input, in their order; none where it is one scan, whatever it is.</summary>
    public IReadOnlyList<ChannelRule> Channels { get; init; } = [];

    /// <summary>Voxels of a patch, [z, y, x]; multiples of the network's divisor (8 for <c>resenc-tiny</c>).</summary>
    public required GridSize PatchSize { get; init; }

    /// <summary>
    /// How often a transformer leaves out its last block's branches for a sample (<see cref="PrimusOptions.DropPath"/>), 0 to
    /// below 1; default 0. U-Nets have none.
    /// </summary>
    public double DropPath { get; init; }

    /// <summary>Patches a step. At least 1; default 2.</summary>
    public int BatchSize { get; init; } = 2;

    /// <summary>Share of patches placed on a labelled voxel, 0 to 1; default 0.5 (nnU-Net: 0.33).</summary>
    public double ForegroundProbability { get; init; } = 0.5;

    /// <summary>Whether every decoder stage of a U-Net is supervised. Default yes.</summary>
    public bool DeepSupervision { get; init; } = true;

    /// <summary>
    /// Whether Dice's sums run over the whole batch rather than over each patch: steadier where many patches lack a class.
    /// Default yes.
    /// </summary>
    public bool BatchDice { get; init; } = true;

    /// <summary>Random changes of the patches.</summary>
    public AugmentationOptions Augmentation { get; init; } = new();

    /// <summary>Steps, optimizer, schedule, precision. <see cref="Defaults"/> holds what fits a segmenter.</summary>
    public required TrainingOptions Training { get; init; }

    /// <summary>
    /// Steps at the beginning in which decoder and output layers alone learn, their rate rising to its peak; the encoder's
    /// weights do not move. Then all learn, beginning with the schedule's warm-up. 0 (the default): all learn from the
    /// first step on.
    /// </summary>
    public int DecoderWarmupSteps { get; init; }

    /// <summary>
    /// What the learning rate is multiplied by from each level of the encoder to the next finer one (a stage of a U-Net, a
    /// block of a transformer), the coarsest having it once; 0.01 to 1. 1 (the default): all learn alike.
    /// </summary>
    public double LayerDecay { get; init; } = 1;

    /// <summary>Steps between validations; 0 (the default): only after the last step.</summary>
    public int ValidateEvery { get; init; }

    /// <summary>Seeds initial weights, order, patches and augmentation.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// AdamW with a peak rate of 1e-3, weight decay 0.01, clipping at 1, a linear warm-up over the first tenth and a
    /// cosine to 0: warming up matters for pretrained weights, and the twin from scratch must do the same.
    /// </summary>
    public static TrainingOptions Defaults(int steps) => new()
    {
        Steps = steps,
        ClipNorm = 1,
        Optimizer = new() { LearningRate = 1e-3, WeightDecay = 0.01 },
        Schedule = new() { Kind = ScheduleKind.Cosine, WarmupSteps = steps / 10 },
    };

    /// <summary>Builds the network; outputs are the background and the classes, in order.</summary>
    /// <param name="deepSupervision">Whether every decoder stage gives an output, where there are several.</param>
    public VolumeNetwork CreateNetwork(bool deepSupervision) =>
        EncoderPresets.Create(Encoder, Labels.Count + 1, ChannelCount, deepSupervision: deepSupervision, patchSize: Patch, dropPath: DropPath);

    /// <summary>How the loop trains: with the decoder's warm-up before everything.</summary>
    internal TrainingOptions ResolveTraining() =>
        Training with { Schedule = Training.Schedule with { PreludeSteps = DecoderWarmupSteps } };

    /// <summary>How a weight of a network learns beside the others.</summary>
    internal ParameterRate RateOf(VolumeNetwork network, string parameter) => network.EncoderLevelOf(parameter) is { } level
        ? new(Math.Pow(LayerDecay, network.EncoderLevels - level), DecoderWarmupSteps)
        : ParameterRate.Full;

    /// <summary>How many channels the input has.</summary>
    internal int ChannelCount => Math.Max(1, Channels.Count);

    private Axes Patch => new(PatchSize.Z, PatchSize.Y, PatchSize.X);

    /// <summary>Checks every range.</summary>
    /// <exception cref="InputException">An option is out of its range; the message names it.</exception>
    public void Validate()
    {
        OptionRange.AtLeast("batch_size", BatchSize, 1);
        OptionRange.Within("foreground_probability", ForegroundProbability, 0, 1);
        OptionRange.AtLeast("validate_every", ValidateEvery, 0);
        OptionRange.AtLeast("decoder_warmup_steps", DecoderWarmupSteps, 0);
        OptionRange.Within("layer_decay", LayerDecay, 0.01, 1);
        EncoderPresets.RequireDropPath(Encoder, DropPath);
        ValidateLabels();
        ValidateChannels();
        Augmentation.Validate();
        ResolveTraining().Validate();
        var divisor = EncoderPresets.Divisor(Encoder);
        if (PatchSize.Z < 1 || PatchSize.Y < 1 || PatchSize.X < 1
            || !Patch.IsMultipleOf(divisor))
        {
            throw new InputException(
                "patch_size", $"is {PatchSize}, which {Encoder} cannot divide as it must", $"Give multiples of {divisor}.");
        }
    }

    private void ValidateLabels()
    {
        const string remedy = "Give each class its own value from 1 to 254, in ascending order, and a name.";
        if (Labels.Count is < 1 or > 250)
        {
            throw new InputException("labels", $"declares {Labels.Count} classes", remedy);
        }

        var values = Labels.Select(l => l.Value).ToList();
        if (values.Exists(v => v is < 1 or > 254) || values.Zip(values.Skip(1)).Any(p => p.First >= p.Second))
        {
            throw new InputException("labels", $"declares the values {string.Join(", ", values)}", remedy);
        }

        if (Labels.Any(l => string.IsNullOrWhiteSpace(l.Name)))
        {
            throw new InputException("labels", "declares a class without a name", remedy);
        }
    }

    private void ValidateChannels()
    {
        if (Channels is null
            || Channels.Any(c => c is null || string.IsNullOrWhiteSpace(c.Name) || c.Patterns is null || (c.Modality is null && c.Patterns.Count == 0))
            || Channels.Select(c => c.Name).Distinct(StringComparer.Ordinal).Count() < Channels.Count)
        {
            throw new InputException(
                "channels", "declares a channel without a name of its own, or without anything to know its scans by",
                "Give each a name, and a modality or patterns of what its scans are called.");
        }
    }
}
