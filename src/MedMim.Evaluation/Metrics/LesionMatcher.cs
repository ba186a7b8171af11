namespace MedMim.Evaluation.Metrics;

/// <summary>Counts found, missed and false lesions of one pair of masks.</summary>
internal static class LesionMatcher
{
    /// <summary>Matches the lesions of both masks by the rule of <paramref name="options"/>.</summary>
    public static LesionCounts Match(MaskPair masks, MetricOptions options)
    {
        var rules = LesionRules.Of(options.LesionMatching);
        var reference = Lesions.Merged(masks.Reference, masks.Size, rules.Dilations);
        var prediction = Lesions.Of(masks.Prediction, masks.Size);
        var common = Overlaps(reference.Numbers, prediction.Numbers);
        var matches = Matches(masks, reference, prediction, common, options, rules);
        var kept = Enumerable.Range(1, reference.Count)
            .Where(r => !rules.IsBrats || reference.Voxels[r] * masks.VoxelMm3 > rules.LargestDroppedMm3)
            .ToList();
        var wrong = prediction.Count - matches.SelectMany(m => m).Distinct().Count();
        var total = kept.Count + wrong;
        return new(kept.Count, kept.Count(r => matches[r].Count > 0), prediction.Count, wrong)
        {
            Dice = total == 0 ? (rules.IsBrats ? 1 : null) : kept.Sum(r => Dice(r, matches[r], reference, prediction, common)) / total,
            Hd95Mm = !rules.IsBrats ? null : total == 0 ? 0
                : (kept.Sum(r => Hd95(r, matches[r], masks, reference, prediction)) + (wrong * LesionRules.BratsPenaltyMm)) / total,
        };
    }

    // The predicted lesions that match each reference lesion; index 0 unused.
    private static HashSet<int>[] Matches(
        MaskPair masks, Lesions reference, Lesions prediction, Dictionary<(int, int), int> common, MetricOptions options, LesionRules rules)
    {
        var matches = new HashSet<int>[reference.Count + 1];
        for (var r = 0; r < matches.Length; r++)
        {
            matches[r] = r > 0 && rules.Dilations > 0 ? Touched(r, masks, reference, prediction, rules.Dilations) : [];
        }

        foreach (var ((r, p), shared) in common)
        {
            var union = reference.Voxels[r] + prediction.Voxels[p] - shared;
            if (options.LesionMatching != LesionMatching.Iou || shared >= options.LesionIou * union)
            {
                matches[r].Add(p);
            }
        }

        return matches;
    }

    private static HashSet<int> Touched(int lesion, MaskPair masks, Lesions reference, Lesions prediction, int dilations)
    {
        var near = Dilation.Of(reference.Mask(new HashSet<int> { lesion }), masks.Size, dilations);
        return [.. prediction.Numbers.Where((p, i) => p != 0 && near[i])];
    }

    private static double Dice(
        int lesion, HashSet<int> matches, Lesions reference, Lesions prediction, Dictionary<(int, int), int> common) =>
        2.0 * matches.Sum(p => common.GetValueOrDefault((lesion, p)))
        / (reference.Voxels[lesion] + matches.Sum(p => (long)prediction.Voxels[p]));

    private static double Hd95(int lesion, HashSet<int> matches, MaskPair masks, Lesions reference, Lesions prediction)
    {
        if (matches.Count == 0)
        {
            return LesionRules.BratsPenaltyMm;
        }

        var pair = masks.With(reference.Mask(new HashSet<int> { lesion }), prediction.Mask(matches));
        return new SurfaceDistances(pair, MetricConvention.DeepMind).Percentile(0.95);
    }

    private static Dictionary<(int Reference, int Prediction), int> Overlaps(int[] reference, int[] prediction)
    {
        var overlaps = new Dictionary<(int, int), int>();
        var (pair, run) = ((0, 0), 0);
        for (var i = 0; i < reference.Length; i++)
        {
            if (reference[i] == 0 || prediction[i] == 0)
            {
                continue;
            }

            // Neighbours mostly belong to the same pair.
            if ((reference[i], prediction[i]) != pair)
            {
                Add();
                (pair, run) = ((reference[i], prediction[i]), 0);
            }

            run++;
        }

        Add();
        return overlaps;

        void Add()
        {
            if (run > 0)
            {
                overlaps[pair] = overlaps.GetValueOrDefault(pair) + run;
            }
        }
    }
}
