using MedMim.Evaluation.Detection;

namespace MedMim.Evaluation.Reports.Model;

/// <summary>How well lesions are found as boxes.</summary>
/// <param name="Detectors">The detectors, in the order in which they are shown.</param>
/// <param name="Conventions">When a box counts as found.</param>
/// <param name="Figures">A row a detector and label.</param>
public sealed record DetectionRecord(
    IReadOnlyList<DetectorName> Detectors, DetectionOptions Conventions, IReadOnlyList<DetectionFigures> Figures);
