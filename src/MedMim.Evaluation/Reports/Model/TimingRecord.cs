namespace MedMim.Evaluation.Reports.Model;

/// <summary>How long a stage took.</summary>
/// <param name="Stage">Such as <c>pretrain</c>.</param>
/// <param name="Seconds">Wall-clock seconds.</param>
/// <param name="PeakMemoryBytes">The process's peak resident memory by its end; null where not measured.</param>
public sealed record TimingRecord(string Stage, double Seconds, long? PeakMemoryBytes = null);
