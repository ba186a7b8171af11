namespace MedMim.Training.Logs;

/// <summary>What is logged of a step.</summary>
internal sealed record StepRecord(
    double Loss, double LearningRate, double GradientNorm, double Seconds, IReadOnlyList<KeyValuePair<string, double>>? Figures);
