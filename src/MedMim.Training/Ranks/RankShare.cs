namespace MedMim.Training.Ranks;

/// <summary>A whole batch, of which this rank has computed a part.</summary>
/// <param name="Loss">The loss of the batch.</param>
/// <param name="Share">The weight of this rank's part in it, 0 to 1.</param>
/// <param name="Samples">Samples of the batch.</param>
/// <param name="Figures">The figures' means over the samples.</param>
internal sealed record RankShare(double Loss, double Share, int Samples, IReadOnlyList<KeyValuePair<string, double>>? Figures)
{
    /// <summary>Puts the ranks' parts together.</summary>
    /// <param name="ranks">The ranks.</param>
    /// <param name="loss">This rank's loss.</param>
    /// <param name="part">This rank's part.</param>
    public static RankShare Of(IRankGroup ranks, double loss, StepLoss part)
    {
        var samples = part.CaseIds.Count;
        if (ranks.Size == 1)
        {
            return new(loss, 1, samples, part.Figures);
        }

        var (figures, weight) = (part.Figures ?? [], part.Weight());
        double[] sums = [loss * weight, weight, samples, .. figures.Select(f => f.Value * samples)];
        ranks.Sum(sums);
        return new(
            sums[1] > 0 ? sums[0] / sums[1] : loss,
            sums[1] > 0 ? weight / sums[1] : 0,
            (int)sums[2],
            [.. figures.Select((f, i) => KeyValuePair.Create(f.Key, sums[3 + i] / sums[2]))]);
    }
}
