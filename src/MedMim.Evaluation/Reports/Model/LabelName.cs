namespace MedMim.Evaluation.Reports.Model;

/// <summary>What a label value stands for.</summary>
/// <param name="Value">The value in the label volumes, 1 to 255.</param>
/// <param name="Name">Such as <c>tumour</c>.</param>
public sealed record LabelName(byte Value, string Name);
