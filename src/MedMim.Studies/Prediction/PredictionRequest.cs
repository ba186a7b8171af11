namespace MedMim.Studies.Prediction;

/// <summary>What is to be predicted, and what is to be written.</summary>
public sealed record PredictionRequest
{
    /// <summary>What stands for no <see cref="LeastScore"/>.</summary>
    public const double DefaultLeastScore = 0.5;

    /// <summary>A model's folder, several with commas between, or a folder of models.</summary>
    public required string Models { get; init; }

    /// <summary>A scan file, a folder of scans, or a store.</summary>
    public required string Input { get; init; }

    /// <summary>The folder for <c>ID.nii.gz</c>, <c>ID.json</c> or <c>ID.dcm</c>, in the scan's own grid, and for what else is asked for.</summary>
    public required string Output { get; init; }

    /// <summary>
    /// What is written. DICOM Segmentations need scans in DICOM; of a segmenter's probabilities JSON makes boxes. Null, the default: NIfTI
    /// of a segmenter, JSON of a detector.
    /// </summary>
    public PredictionFormat? Format { get; init; }

    /// <summary>
    /// Boxes that score less are left out of DICOM Segmentations and statistics, 0 to 1; JSON holds all. Null, the default, is
    /// <see cref="DefaultLeastScore"/>. Boxes only.
    /// </summary>
    public double? LeastScore { get; init; }

    /// <summary>Whether predictions on all mirror images are averaged. Default no.</summary>
    public bool Mirror { get; init; }

    /// <summary>Whether <c>ID.probability-VALUE.nii.gz</c> is written for each label: its probability, in steps of 1/255. Default no.</summary>
    public bool Probabilities { get; init; }

    /// <summary>Whether <c>ID.confidence.nii.gz</c> is written (<see cref="FineTuning.Inference.ConfidenceSlabs"/>). Default no.</summary>
    public bool Confidence { get; init; }

    /// <summary>Whether <c>ID.statistics.json</c> is written (<see cref="LesionStatistics"/>; of boxes <see cref="BoxStatistics"/>). Default no.</summary>
    public bool Statistics { get; init; }

    /// <summary>Whether scans are predicted that are unlike those that the model learned from. Default no.</summary>
    public bool Force { get; init; }

    /// <summary>The modality of scans whose files do not tell it: CT, MR or PT; null leaves it unknown.</summary>
    public string? Modality { get; init; }
}
