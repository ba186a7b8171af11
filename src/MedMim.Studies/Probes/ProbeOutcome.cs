using MedMim.Evaluation.Probes;

namespace MedMim.Studies.Probes;

/// <summary>What probes found.</summary>
/// <param name="Results">A result a question.</param>
/// <param name="File">The path of <c>probe.json</c>.</param>
public sealed record ProbeOutcome(IReadOnlyList<ProbeResult> Results, string File);
