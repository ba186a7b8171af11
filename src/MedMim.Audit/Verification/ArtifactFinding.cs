namespace MedMim.Audit.Verification;

/// <summary>A file of the run's folder that is not as the log says.</summary>
/// <param name="Path">The path relative to the run's folder.</param>
/// <param name="Sequence">The record that states its digest; null where none does.</param>
public sealed record ArtifactFinding(string Path, long? Sequence);
