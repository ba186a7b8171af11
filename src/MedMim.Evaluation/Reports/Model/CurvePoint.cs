namespace MedMim.Evaluation.Reports.Model;

/// <summary>A point of a loss curve.</summary>
/// <param name="Step">Optimizer step, from 0.</param>
/// <param name="Loss">The loss there.</param>
public readonly record struct CurvePoint(long Step, double Loss);
