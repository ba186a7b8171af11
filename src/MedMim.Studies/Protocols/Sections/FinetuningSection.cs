namespace MedMim.Studies.Protocols.Sections;

/// <summary>The segmenter.</summary>
public sealed record FinetuningSection : TrainingSection
{
    /// <summary>The defaults; clipping is tighter than in pretraining, as the loss is steeper.</summary>
    public FinetuningSection() => ClipNorm = 1;

    /// <summary>Share of crops placed on a labelled voxel, 0 to 1.</summary>
    public double ForegroundProbability { get; init; } = 0.33;

    /// <summary>Probability of mirroring a crop along each axis, 0 to 1.</summary>
    public double MirrorProbability { get; init; } = 0.5;

    /// <summary>How crops are rotated and scaled at random.</summary>
    public AugmentationSection Augmentation { get; init; } = new();

    /// <summary>How the intensities of crops are changed at random.</summary>
    public IntensitiesSection Intensities { get; init; } = new();

    /// <summary>Whether every decoder stage is supervised.</summary>
    public bool DeepSupervision { get; init; } = true;

    /// <summary>Whether Dice's sums run over the whole batch rather than over each crop.</summary>
    public bool BatchDice { get; init; } = true;

    /// <summary>Steps in which decoder and output layers alone learn.</summary>
    public int DecoderWarmupSteps { get; init; }

    /// <summary>What the learning rate is multiplied by from each level of the encoder to the next finer one.</summary>
    public double LayerDecay { get; init; } = 1;

    /// <summary>Steps between validations; 0: only after the last step.</summary>
    public int ValidateEvery { get; init; }

    /// <summary>What is compared.</summary>
    public IReadOnlyList<ArmName> Arms { get; init; } = [ArmName.Pretrained, ArmName.Scratch];
}
