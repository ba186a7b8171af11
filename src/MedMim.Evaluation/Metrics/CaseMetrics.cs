using System.Text.Json.Serialization;

namespace MedMim.Evaluation.Metrics;

/// <summary>How well one arm of a study predicted one case.</summary>
/// <param name="CaseId">Pseudonym of the case.</param>
/// <param name="Patient">Pseudonym of the patient: the unit of every interval.</param>
/// <param name="Arm">The arm, such as <c>pretrained</c>.</param>
/// <param name="Labels">A row a label value, ascending.</param>
public sealed record CaseMetrics(string CaseId, string Patient, string Arm, IReadOnlyList<LabelMetrics> Labels)
{
    /// <summary>The cell of a comparison that it belongs to; null elsewhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CaseCell? Cell { get; init; }
}
