namespace MedMim.Evaluation.Reports.Model;

/// <summary>A number of labelled patients that segmenters of a comparison were fine-tuned on.</summary>
/// <param name="Key">As in <c>CaseCell.Labelled</c>: <c>5</c>, <c>all</c>.</param>
/// <param name="Patients">How many they are; the mean over folds where these differ.</param>
public sealed record LabelledNumber(string Key, double Patients);
