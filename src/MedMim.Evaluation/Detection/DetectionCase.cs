using MedMim.Foundation.Failures;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Detection;

/// <summary>What a detector found in a scan, beside what is there. All boxes are on the scan's own grid.</summary>
/// <param name="CaseId">Pseudonym of the case.</param>
/// <param name="Patient">Pseudonym of the patient: the unit of every interval.</param>
/// <param name="Arm">The detector.</param>
/// <param name="Grid">The scan's grid; the rule of centre distances measures in its millimetres.</param>
/// <param name="References">What is there.</param>
/// <param name="Detections">What was found, in any order; may be empty.</param>
public sealed record DetectionCase(
    string CaseId, string Patient, string Arm, VolumeGeometry Grid, IReadOnlyList<LabelledObject> References,
    IReadOnlyList<ScoredBox> Detections)
{
    /// <summary>Checks that every number can be used.</summary>
    /// <exception cref="InputException">A box holds a number that is not finite, or ends before it begins.</exception>
    public void Validate()
    {
        ScoredBox.Require(Detections, $"case {CaseId}, arm {Arm}");
        if (References.Any(r => !r.Box.IsValid))
        {
            throw new InputException($"case {CaseId}", "has a reference box that is none", "Correct the label or the instance mask.");
        }
    }
}
