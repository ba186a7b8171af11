namespace MedMim.Evaluation.Detection;

/// <summary>A point of a FROC curve.</summary>
/// <param name="FalsePositives">False positives a scan.</param>
/// <param name="Sensitivity">Share of the lesions that are found, 0 to 1.</param>
public readonly record struct FrocPoint(double FalsePositives, double Sensitivity);
