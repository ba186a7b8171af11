using MedMim.Foundation.Randomness;

namespace MedMim.Datasets.Splits;

/// <summary>
/// Deals patients to parts like cards: shuffled within strata (with a lesion, without one, not labelled; then
/// terciles of the lesions' size, or of the scans' where that is not known), each to the part
/// that is furthest below its share, so that every stratum is spread over all parts.
/// </summary>
internal static class PatientDealer
{
    private const int Terciles = 3;
    private const int Unlabelled = 0;
    private const int Healthy = 1;
    private const int Diseased = 2;

    /// <summary>The ids of each part, ascending.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Deal(
        IReadOnlyList<SplitCase> cases, IReadOnlyList<double> shares, ulong seed, string purpose)
    {
        var groups = PatientGroups.Of(cases);
        var targets = Apportionment.Of(groups.Count, shares);
        var parts = targets.Select(_ => new List<string>()).ToArray();
        var dealt = new int[targets.Count];
        var random = new RandomStream(new StreamKey(seed, $"datasets.{purpose}"));
        foreach (var (group, round) in Ordered(groups, random).Select((g, i) => (g, i + 1)))
        {
            var part = Neediest(targets, dealt, round, groups.Count);
            dealt[part]++;
            parts[part].AddRange(group.Select(c => c.Id));
        }

        return [.. parts.Select(p => p.Order(StringComparer.Ordinal).ToArray())];
    }

    private static IEnumerable<IReadOnlyList<SplitCase>> Ordered(
        IReadOnlyList<IReadOnlyList<SplitCase>> groups, RandomStream random)
    {
        foreach (var stratum in groups.GroupBy(Kind).OrderByDescending(s => s.Key))
        {
            var measured = stratum.Key == Diseased && stratum.All(g => g.Any(c => c.Lesion is not null));
            var bySize = stratum.OrderBy(g => measured ? g.Max(c => c.Lesion ?? 0) : g.Max(c => c.Extent)).ThenBy(g => g[0].Id, StringComparer.Ordinal).ToArray();
            foreach (var tercile in bySize.Chunk(Math.Max(1, (bySize.Length + Terciles - 1) / Terciles)))
            {
                random.Shuffle<IReadOnlyList<SplitCase>>(tercile);
                foreach (var group in tercile)
                {
                    yield return group;
                }
            }
        }
    }

    // A label whose voxels nobody counted is taken for one of a lesion.
    private static int Kind(IReadOnlyList<SplitCase> group) => !group.Any(c => c.HasLabel) ? Unlabelled
        : group.Any(c => c.HasLabel && c.Lesion is null or > 0) ? Diseased : Healthy;

    private static int Neediest(IReadOnlyList<int> targets, int[] dealt, int round, int total)
    {
        var best = -1;
        var bestDeficit = double.NegativeInfinity;
        for (var part = 0; part < targets.Count; part++)
        {
            var deficit = ((double)targets[part] * round / total) - dealt[part];
            if (dealt[part] < targets[part] && deficit > bestDeficit)
            {
                (best, bestDeficit) = (part, deficit);
            }
        }

        return best;
    }
}
