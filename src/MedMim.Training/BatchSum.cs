namespace MedMim.Training;

/// <summary>What the batches of one step come to: means of loss and figures, everything else together.</summary>
internal sealed class BatchSum
{
    private readonly List<string> caseIds = [];
    private readonly List<string> names = [];
    private readonly List<double> sums = [];
    private double losses;
    private int count;

    /// <summary>The mean loss.</summary>
    public double Loss => losses / count;

    /// <summary>How many samples all ranks had.</summary>
    public int Samples { get; private set; }

    /// <summary>The cases of this rank's samples; one that was drawn twice is there twice.</summary>
    public IReadOnlyList<string> CaseIds => caseIds;

    /// <summary>The means, in the order of the first batch.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Figures =>
        [.. names.Select((n, i) => KeyValuePair.Create(n, sums[i] / count))];

    /// <summary>The times of all of them.</summary>
    public StepTimes Times { get; private set; }

    /// <summary>Adds a batch.</summary>
    /// <exception cref="InvalidOperationException">Its figures are not those of the first batch.</exception>
    public void Add(long step, (StepLoss Outcome, double Loss, int Samples, StepTimes Times) batch)
    {
        var figures = batch.Outcome.Figures ?? [];
        if (count++ == 0)
        {
            names.AddRange(figures.Select(f => f.Key));
            sums.AddRange(figures.Select(_ => 0.0));
        }
        else if (!names.SequenceEqual(figures.Select(f => f.Key), StringComparer.Ordinal))
        {
            throw new InvalidOperationException($"step {step}: its batches report different figures");
        }

        for (var i = 0; i < sums.Count; i++)
        {
            sums[i] += figures[i].Value;
        }

        losses += batch.Loss;
        Samples += batch.Samples;
        caseIds.AddRange(batch.Outcome.CaseIds);
        Times += batch.Times;
    }
}
