namespace MedMim.Training.Logs;

/// <summary>
/// The logs of a run: what is reproducible (<c>log.jsonl</c>), how long it took (<c>timing.jsonl</c>), and both for
/// TensorBoard.
/// </summary>
internal sealed class TrainingLogs(string folder, long step) : IDisposable
{
    private readonly JsonLinesLog log = new(Path.Combine(folder, "log.jsonl"), step);
    private readonly JsonLinesLog timing = new(Path.Combine(folder, "timing.jsonl"), step);
    private readonly TensorBoardFile events = new(Path.Combine(folder, TensorBoardFile.Name), step, TimeProvider.System);

    public void Append(long step, StepRecord record, Pace pace)
    {
        log.Append(step, record.Reproducible);
        timing.Append(step, [new("seconds", StepTimes.Seconds(record.Elapsed)), .. record.Times.Figures]);
        events.Append(step,
        [
            .. record.Reproducible,
            new("samples_per_second", pace.SamplesPerSecond),
            new("data_wait_share", pace.DataWaitShare),
        ]);
    }

    public void Flush()
    {
        log.Flush();
        timing.Flush();
        events.Flush();
    }

    public void Dispose()
    {
        log.Dispose();
        timing.Dispose();
        events.Dispose();
    }
}
