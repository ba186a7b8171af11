namespace MedMim.Training.Logs;

/// <summary>
/// How fast the latest steps went: sums over the steps, in which a step counts the less the longer it is ago (a twentieth
/// less with each step since).
/// </summary>
internal sealed class Pace
{
    private const double Kept = 0.95;
    private double samples;
    private double seconds;
    private double waited;

    public double SamplesPerSecond => seconds > 0 ? samples / seconds : 0;

    /// <summary>The share of the time that was spent waiting for data, 0 to 1.</summary>
    public double DataWaitShare => seconds > 0 ? waited / seconds : 0;

    public void Add(StepRecord record)
    {
        samples = (Kept * samples) + record.Samples;
        seconds = (Kept * seconds) + record.Elapsed.TotalSeconds;
        waited = (Kept * waited) + record.DataWait.TotalSeconds;
    }

    /// <summary>For the progress bar.</summary>
    public string Describe(double loss) =>
        FormattableString.Invariant($"loss {loss:F4}, {SamplesPerSecond:0.##} samples/s, {DataWaitShare:P0} waiting");
}
