using MedMim.Foundation.Failures;

namespace MedMim.Evaluation.Detection;

/// <summary>The conventions of detection figures; printed in every report.</summary>
public sealed record DetectionOptions
{
    /// <summary>IoU thresholds whose average precisions are averaged: 0.10:0.05:0.50, as in nnDetection.</summary>
    public IReadOnlyList<double> IouThresholds { get; init; } = [0.10, 0.15, 0.20, 0.25, 0.30, 0.35, 0.40, 0.45, 0.50];

    /// <summary>The IoU of the single average precision and of the FROC curve, above 0 to 1; default 0.1.</summary>
    public double FrocIou { get; init; } = 0.1;

    /// <summary>False positives a scan at which sensitivities are read; their mean is the CPM. Default 1/8 to 8.</summary>
    public IReadOnlyList<double> Rates { get; init; } = [0.125, 0.25, 0.5, 1, 2, 4, 8];

    /// <summary>The best detections of a label and scan that count, at least 1; default 100.</summary>
    public int MaximumDetections { get; init; } = 100;

    /// <summary>When a box counts as found for the FROC curve; average precisions always go by overlap.</summary>
    public Localisation FrocLocalisation { get; init; } = Localisation.Overlap;

    /// <summary>Whether the lesions are those that instance maps number; else they are the 26-connected components. Default no.</summary>
    public bool FromInstances { get; init; }

    /// <summary>Checks every range.</summary>
    /// <exception cref="InputException">A value is out of its range.</exception>
    public void Validate()
    {
        if (IouThresholds.Count == 0 || IouThresholds.Append(FrocIou).Any(t => t is not (> 0 and <= 1)))
        {
            throw new InputException("IoU thresholds", "are missing or not above 0 and up to 1", "Take 0.10, 0.15 … 0.50.");
        }

        if (Rates.Count == 0 || Rates.Any(r => !(r > 0) || !double.IsFinite(r)))
        {
            throw new InputException("FROC rates", "are missing or not positive", "Take 0.125 to 8 false positives a scan.");
        }

        if (MaximumDetections < 1)
        {
            throw new InputException("maximum detections", "is below 1", "Take 100.");
        }
    }
}
