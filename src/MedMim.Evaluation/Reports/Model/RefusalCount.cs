namespace MedMim.Evaluation.Reports.Model;

/// <summary>How much of the archive was refused for one reason.</summary>
/// <param name="Code">The reason's code.</param>
/// <param name="Reason">What it means, for a reader; no patient data.</param>
/// <param name="Series">Series or single files refused for it.</param>
/// <param name="Files">The files in them.</param>
public sealed record RefusalCount(string Code, string Reason, int Series, int Files);
