using System.Text.Json.Serialization;
using MedMim.Evaluation.Galleries;

namespace MedMim.Evaluation.Reports.Model;

/// <summary>A picture of a prediction and its reference over the scan.</summary>
/// <param name="Rank">Why this case: <c>best</c>, <c>median</c>, <c>worst</c>.</param>
/// <param name="CaseId">Pseudonym of the case.</param>
/// <param name="Patient">Pseudonym of the patient.</param>
/// <param name="Arm">The arm that predicted it.</param>
/// <param name="Dice">Its Dice.</param>
/// <param name="Png">The picture.</param>
/// <param name="Caption">What is seen, such as the slice and the label.</param>
public sealed record OverlayRecord(
    string Rank, string CaseId, string Patient, string Arm, double Dice, ReadOnlyMemory<byte> Png, string Caption)
{
    /// <summary>The case for the viewer; null where it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ViewerCase? Viewer { get; init; }
}
