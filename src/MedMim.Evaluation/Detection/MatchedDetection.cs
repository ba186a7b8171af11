namespace MedMim.Evaluation.Detection;

/// <summary>A detection that counts.</summary>
/// <param name="Score">Its score.</param>
/// <param name="IsHit">Whether it found a reference; else it is a false positive.</param>
public readonly record struct MatchedDetection(double Score, bool IsHit);
