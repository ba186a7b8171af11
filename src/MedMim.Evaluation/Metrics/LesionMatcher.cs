using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Metrics;

/// <summary>Counts found, missed and false lesions of one pair of masks.</summary>
internal static class LesionMatcher
{
    /// <summary>Matches the components of both masks by the rule of <paramref name="options"/>.</summary>
    public static LesionCounts Match(MaskPair masks, MetricOptions options)
    {
        var (reference, referenceSizes) = ConnectedComponents.Of(masks.Reference, masks.Size);
        var (prediction, predictionSizes) = ConnectedComponents.Of(masks.Prediction, masks.Size);
        var found = new bool[referenceSizes.Length];
        var right = new bool[predictionSizes.Length];
        foreach (var ((r, p), common) in Overlaps(reference, prediction))
        {
            var union = referenceSizes[r] + predictionSizes[p] - common;
            if (options.LesionMatching == LesionMatching.AnyOverlap || common >= options.LesionIou * union)
            {
                found[r] = true;
                right[p] = true;
            }
        }

        var predicted = predictionSizes.Length - 1;
        return new(referenceSizes.Length - 1, found.Count(f => f), predicted, predicted - right.Count(r => r));
    }

    private static Dictionary<(int Reference, int Prediction), int> Overlaps(int[] reference, int[] prediction)
    {
        var overlaps = new Dictionary<(int, int), int>();
        for (var i = 0; i < reference.Length; i++)
        {
            if (reference[i] != 0 && prediction[i] != 0)
            {
                var pair = (reference[i], prediction[i]);
                overlaps[pair] = overlaps.GetValueOrDefault(pair) + 1;
            }
        }

        return overlaps;
    }
}
