namespace MedMim.Imaging.Boxes;

/// <summary>
/// Weighted box clustering: what several views found at one place becomes one box (Jaeger et al., "Retina U-Net", ML4H 2020,
/// section 3; nnDetection does likewise). A cluster is the best box left with all of its label that overlap it by more than
/// a threshold. Each counts by w = IoU with the best × its volume × its own weight. Edges are averaged with w × score; the
/// score is Σ w·score / (Σ w + m·w̄), where m views could have seen the place and found nothing.
/// </summary>
public static class BoxClustering
{
    /// <param name="boxes">The boxes of all views, on one grid.</param>
    /// <param name="threshold">IoU above which boxes are one, 0 to 1.</param>
    /// <param name="expected">How many views could have found a box; at least 1. Null: as many as did.</param>
    /// <returns>One box a cluster, by falling score; weight 1.</returns>
    /// <exception cref="Foundation.Failures.InputException">A box holds a number that is not finite.</exception>
    public static IReadOnlyList<ScoredBox> Merge(
        IReadOnlyList<ScoredBox> boxes, double threshold, Func<Box3, int>? expected = null)
    {
        var clusters = new List<ScoredBox>();
        var views = new HashSet<int>();
        OverlapGroups.Form(boxes, threshold, (top, group) =>
        {
            views.Clear();
            foreach (var member in group)
            {
                views.Add(boxes[member].View);
            }

            var missing = Math.Max(0, (expected?.Invoke(boxes[top].Box) ?? 0) - views.Count);
            clusters.Add(Average(boxes, top, group, missing));
        });
        return [.. ScoredBox.ByScore(clusters).Select(i => clusters[i])];
    }

    private static ScoredBox Average(IReadOnlyList<ScoredBox> boxes, int top, List<int> group, int missing)
    {
        if (boxes[top].Box.Volume <= 0 || (group.Count == 1 && missing == 0))
        {
            return new(boxes[top].Box, boxes[top].Score / (1 + missing), boxes[top].Label);
        }

        Span<double> edges = stackalloc double[6];
        var (weights, scores, shares) = (0.0, 0.0, 0.0);
        foreach (var member in group)
        {
            var (box, score) = (boxes[member].Box, boxes[member].Score);
            var weight = BoxOverlap.IoU(boxes[top].Box, box) * box.Volume * boxes[member].Weight;
            var share = weight * Math.Max(score, double.Epsilon);
            weights += weight;
            scores += weight * score;
            shares += share;
            edges[0] += share * box.LowZ;
            edges[1] += share * box.LowY;
            edges[2] += share * box.LowX;
            edges[3] += share * box.HighZ;
            edges[4] += share * box.HighY;
            edges[5] += share * box.HighX;
        }

        var mean = weights / group.Count;
        var merged = shares > 0
            ? new Box3(edges[0] / shares, edges[1] / shares, edges[2] / shares, edges[3] / shares, edges[4] / shares, edges[5] / shares)
            : boxes[top].Box;
        return new(merged, scores / (weights + (missing * mean)), boxes[top].Label);
    }
}
