namespace MedMim.Studies.Protocols.Sections;

/// <summary>Masked image modeling.</summary>
public sealed record PretrainingSection : TrainingSection
{
    /// <summary>
    /// An encoder made elsewhere, relative to the protocol's folder; null to pretrain one. With it, nothing else of the section
    /// has a meaning.
    /// </summary>
    public string? Encoder { get; init; }

    /// <summary>A random crop with less tissue than this share is drawn again, 0 to 1.</summary>
    public double MinimumTissueFraction { get; init; } = 0.1;

    /// <summary>What the network is asked for.</summary>
    public ObjectiveName Objective { get; init; }

    /// <summary>Whether crops are mirrored at random along each axis.</summary>
    public bool Mirror { get; init; } = true;

    /// <summary>How crops are rotated and scaled at random.</summary>
    public AugmentationSection Augmentation { get; init; } = new();

    /// <summary>What is hidden from the network.</summary>
    public MaskingSection Masking { get; init; } = new();

    /// <summary>The reconstruction loss.</summary>
    public LossName Loss { get; init; } = LossName.L2;

    /// <summary>Whether the target is normalised within each mask unit.</summary>
    public bool NormaliseTarget { get; init; }

    /// <summary>Steps between pictures.</summary>
    public int MontageEvery { get; init; } = 100;
}
