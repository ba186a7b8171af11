namespace MedMim.Studies.Reproduction;

/// <summary>A file of both runs.</summary>
/// <param name="Path">Its path relative to the run's folder.</param>
/// <param name="Difference">How the new one differs; null if it is the same to the byte.</param>
public sealed record ArtifactComparison(string Path, string? Difference);
