namespace MedMim.Evaluation.Reports.Model;

/// <summary>An option or a fact, as the reader sees it.</summary>
/// <param name="Name">Such as <c>Mask ratio</c>.</param>
/// <param name="Value">Such as <c>0.75</c>, with its unit.</param>
public sealed record NamedValue(string Name, string Value);
