namespace MedMim.Training.Logs;

/// <summary>The two logs of a run: what is reproducible, and how long it took.</summary>
internal sealed class TrainingLogs(string folder, long step) : IDisposable
{
    private readonly JsonLinesLog log = new(Path.Combine(folder, "log.jsonl"), step);
    private readonly JsonLinesLog timing = new(Path.Combine(folder, "timing.jsonl"), step);

    public void Append(long step, StepRecord record)
    {
        var figures = new List<KeyValuePair<string, double>>
        {
            new("loss", record.Loss),
            new("learning_rate", record.LearningRate),
            new("gradient_norm", (float)record.GradientNorm),
        };
        figures.AddRange(record.Figures ?? []);
        log.Append(step, figures);
        timing.Append(step, [new("seconds", Seconds(record.Elapsed)), new("data_wait_seconds", Seconds(record.DataWait))]);
    }

    public void Flush()
    {
        log.Flush();
        timing.Flush();
    }

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 4);

    public void Dispose()
    {
        log.Dispose();
        timing.Dispose();
    }
}
