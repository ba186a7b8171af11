using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation;

/// <summary>A prediction to measure against its reference.</summary>
/// <param name="CaseId">Pseudonym of the case.</param>
/// <param name="Patient">Pseudonym of the patient.</param>
/// <param name="Arm">The arm that predicted it.</param>
/// <param name="Reference">Loads the reference labels.</param>
/// <param name="Prediction">Loads the predicted labels, on the same grid; null where there are none.</param>
public sealed record EvaluationCase(
    string CaseId, string Patient, string Arm, Func<Volume<byte>> Reference, Func<Volume<byte>?> Prediction)
{
    /// <summary>The file of the prediction, for messages; empty where there is none. Never a name from outside the run.</summary>
    public string File { get; init; } = string.Empty;
}
