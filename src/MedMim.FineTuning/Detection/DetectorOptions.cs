using System.Text.Json.Serialization;
using MedMim.Datasets.Channels;
using MedMim.FineTuning.Augmentation;
using MedMim.FineTuning.Segmentation;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;
using MedMim.Models.Networks;
using MedMim.Models.Networks.Detection;
using MedMim.Training.Options;

namespace MedMim.FineTuning.Detection;

/// <summary>How a detector is trained.</summary>
public sealed record DetectorOptions
{
    /// <summary>The network: a residual U-Net of <see cref="EncoderPresets.Names"/>. Default <c>resenc-tiny</c>.</summary>
    public string Encoder { get; init; } = "resenc-tiny";

    /// <summary>What is told apart, 1 to 250 classes, in ascending order of their values.</summary>
    public required IReadOnlyList<LabelClass> Labels { get; init; }

    /// <summary>The channels of the input, in their order; none where it is one scan.</summary>
    public IReadOnlyList<ChannelRule> Channels { get; init; } = [];

    /// <summary>Voxels of a patch, [z, y, x]; multiples of the network's divisor.</summary>
    public required GridSize PatchSize { get; init; }

    /// <summary>Patches a step. At least 1; default 2.</summary>
    public int BatchSize { get; init; } = 2;

    /// <summary>Share of patches placed on a lesion, 0 to 1; default 0.5, as in nnDetection.</summary>
    public double ForegroundProbability { get; init; } = 0.5;

    /// <summary>Anchors a cell of the pyramid, 1 to 27; default 3. Their sizes are planned from the training lesions.</summary>
    public int AnchorsPerCell { get; init; } = 3;

    /// <summary>
    /// Whether the values of the cases' labels number lesions, all of the one label: each is a lesion of its own, even where two touch.
    /// Default no: lesions are the 26-connected components of each label.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Instances { get; init; }

    /// <summary>Random changes of the patches.</summary>
    public AugmentationOptions Augmentation { get; init; } = new();

    /// <summary>Steps between validations; 0 (the default): only after the last step.</summary>
    public int ValidateEvery { get; init; }

    /// <summary>Steps, optimizer, schedule, precision.</summary>
    public required TrainingOptions Training { get; init; }

    /// <summary>Seeds initial weights, order, patches, augmentation, and the choice of anchors.</summary>
    public ulong Seed { get; init; }

    /// <summary>What the values of the cases' labels mean.</summary>
    internal LabelMap LabelMap => Instances ? LabelMap.OfInstances : new(Labels);

    internal RetinaUNetOptions Network => RetinaUNetOptions.Of(Encoder, Labels.Count, AnchorsPerCell, Math.Max(1, Channels.Count));

    /// <summary>Checks every range.</summary>
    /// <exception cref="InputException">An option is out of its range; the message names it.</exception>
    public void Validate()
    {
        OptionRange.Within("anchors_per_cell", AnchorsPerCell, 1, 27);
        Network.Validate();
        if (Instances && Labels.Count != 1)
        {
            throw new InputException(
                "labels", $"declares {Labels.Count} classes, and an instance map numbers things of one", "Declare one label, or no instances.");
        }

        ToSegmenter().Validate();
    }

    /// <summary>
    /// The options of a segmenter of the same data: patches are drawn and changed in the same way, and what is common is
    /// checked there.
    /// </summary>
    internal SegmenterOptions ToSegmenter() => new()
    {
        Encoder = Encoder,
        Labels = Labels,
        Channels = Channels,
        PatchSize = PatchSize,
        BatchSize = BatchSize,
        ForegroundProbability = ForegroundProbability,
        DeepSupervision = false,
        Augmentation = Augmentation,
        Training = Training,
        ValidateEvery = ValidateEvery,
        Seed = Seed,
    };
}
