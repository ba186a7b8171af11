namespace MedMim.Pretraining;

/// <summary>A figure of the log over a run.</summary>
/// <param name="First">At the first logged step.</param>
/// <param name="Last">At the last one.</param>
/// <param name="Mean">Over all logged steps.</param>
public sealed record FigureSummary(double First, double Last, double Mean);
