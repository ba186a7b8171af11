namespace MedMim.Training.Logs;

/// <summary>What is logged of a step.</summary>
internal sealed record StepRecord(
    double Loss,
    double LearningRate,
    double GradientNorm,
    IReadOnlyList<KeyValuePair<string, double>> Figures,
    int Samples,
    TimeSpan Elapsed,
    StepTimes Times)
{
    /// <summary>The part of it that was spent waiting for data.</summary>
    public TimeSpan DataWait => Times.Data;

    /// <summary>What a rerun gives again.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Reproducible =>
    [
        new("loss", Loss),
        new("learning_rate", LearningRate),
        new("gradient_norm", (float)GradientNorm),
        .. Figures,
    ];
}
