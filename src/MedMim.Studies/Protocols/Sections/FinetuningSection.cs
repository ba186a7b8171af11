namespace MedMim.Studies.Protocols.Sections;

/// <summary>The segmenter.</summary>
public sealed record FinetuningSection : TrainingSection
{
    /// <summary>Share of crops placed on a labelled voxel, 0 to 1.</summary>
    public double ForegroundProbability { get; init; } = 0.33;

    /// <summary>What is compared.</summary>
    public IReadOnlyList<ArmName> Arms { get; init; } = [ArmName.Pretrained, ArmName.Scratch];
}
