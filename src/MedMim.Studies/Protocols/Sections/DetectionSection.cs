namespace MedMim.Studies.Protocols.Sections;

/// <summary>The detector: trained beside the segmenters, on the same cases, from the same encoders.</summary>
public sealed record DetectionSection : TrainingSection
{
    /// <summary>The defaults; clipping as in fine-tuning.</summary>
    public DetectionSection() => ClipNorm = 1;

    /// <summary>Share of crops placed on a lesion, 0 to 1.</summary>
    public double ForegroundProbability { get; init; } = 0.5;

    /// <summary>Anchors a cell of the pyramid, 1 to 27.</summary>
    public int AnchorsPerCell { get; init; } = 3;

    /// <summary>Steps between validations; 0: only after the last step.</summary>
    public int ValidateEvery { get; init; }

    /// <summary>Which encoders a detector is trained from; with no entry only the segmenters detect.</summary>
    public IReadOnlyList<ArmName> Arms { get; init; } = [ArmName.Pretrained, ArmName.Scratch];

    /// <summary>Whether boxes are made of the segmenters' probabilities too.</summary>
    public bool FromSegmentation { get; init; } = true;

    /// <summary>The probability from which a voxel counts for such boxes, 0.001 to 1.</summary>
    public double Threshold { get; init; } = 0.1;

    /// <summary>Smaller components make no box, voxels of the prepared grid.</summary>
    public int SmallestVoxels { get; init; } = 8;
}
