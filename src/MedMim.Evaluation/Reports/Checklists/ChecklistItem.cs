namespace MedMim.Evaluation.Reports.Checklists;

/// <summary>An item of a reporting checklist.</summary>
/// <param name="Number">Its number in the checklist.</param>
/// <param name="Part">The part of an article that it belongs to.</param>
/// <param name="Asks">What it asks for, in our own words.</param>
/// <param name="Answer">What the run knows of it; null where it knows nothing.</param>
public sealed record ChecklistItem(int Number, string Part, string Asks, string? Answer);
