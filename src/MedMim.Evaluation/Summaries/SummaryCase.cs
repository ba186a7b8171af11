using MedMim.Evaluation.Metrics;

namespace MedMim.Evaluation.Summaries;

/// <summary>A case of a <see cref="SummaryFile"/>.</summary>
/// <param name="Reference">The reference's file.</param>
/// <param name="Prediction">The prediction's file; null where none was written, as of a baseline.</param>
/// <param name="Labels">Its labels, with their <see cref="LabelMetrics.Voxels"/>.</param>
public sealed record SummaryCase(string Reference, string? Prediction, IReadOnlyList<LabelMetrics> Labels);
