namespace MedMim.Evaluation.Reports.Model;

/// <summary>A detector as the reader sees it.</summary>
/// <param name="Key">Its name in figures and folders.</param>
/// <param name="Name">Its name in tables.</param>
public sealed record DetectorName(string Key, string Name);
