namespace MedMim.Training.Logs;

/// <summary>What is logged of a step.</summary>
internal sealed record StepRecord(
    double Loss,
    double LearningRate,
    double GradientNorm,
    IReadOnlyList<KeyValuePair<string, double>>? Figures,
    TimeSpan Elapsed,
    TimeSpan DataWait);
