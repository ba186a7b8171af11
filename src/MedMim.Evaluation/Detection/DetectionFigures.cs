using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Detection;

/// <summary>How well one detector finds the lesions of one label.</summary>
public sealed record DetectionFigures
{
    /// <summary>The detector.</summary>
    public required string Arm { get; init; }

    /// <summary>The label value.</summary>
    public required int Label { get; init; }

    /// <summary>Patients measured.</summary>
    public required int Patients { get; init; }

    /// <summary>Scans measured, those without a lesion too.</summary>
    public required int Scans { get; init; }

    /// <summary>Lesions of the label.</summary>
    public required int Lesions { get; init; }

    /// <summary>Boxes of the label that were found, before any limit.</summary>
    public required int Detections { get; init; }

    /// <summary>Mean of the average precisions at all thresholds; null where there is no lesion.</summary>
    public required Interval? MeanAveragePrecision { get; init; }

    /// <summary>Average precision at the threshold of the FROC curve (0.1); null where there is no lesion.</summary>
    public required Interval? AveragePrecision { get; init; }

    /// <summary>Average precision at each threshold, without intervals; empty where there is no lesion.</summary>
    public required IReadOnlyList<double> AveragePrecisions { get; init; }

    /// <summary>Mean sensitivity at the rates (CPM); null where there is no lesion.</summary>
    public required Interval? Cpm { get; init; }

    /// <summary>Sensitivity at each rate; empty where there is no lesion.</summary>
    public required IReadOnlyList<Interval> Sensitivities { get; init; }

    /// <summary>The FROC curve; empty where there is no lesion.</summary>
    public required IReadOnlyList<FrocPoint> Froc { get; init; }
}
