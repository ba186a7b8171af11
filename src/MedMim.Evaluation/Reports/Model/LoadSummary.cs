namespace MedMim.Evaluation.Reports.Model;

/// <summary>What became of the pretrained tensors when they were loaded.</summary>
/// <param name="Loaded">Tensors taken as they are.</param>
/// <param name="Adapted">Tensors taken after a change of shape.</param>
/// <param name="Skipped">Tensors left out.</param>
public sealed record LoadSummary(int Loaded, int Adapted, int Skipped);
