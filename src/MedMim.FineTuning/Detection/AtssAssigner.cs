using MedMim.Imaging.Boxes;

namespace MedMim.FineTuning.Detection;

/// <summary>
/// Says which anchors answer for which lesion (ATSS: Zhang et al., CVPR 2020). Candidates are the anchors of the cells nearest
/// to the lesion's centre, on each level; those whose IoU is at least mean + standard deviation of the candidates' are taken,
/// and the best candidate always. Where two lesions want an anchor, the one that it overlaps more gets it.
/// </summary>
internal static class AtssAssigner
{
    /// <summary>Cells a level and lesion (nnDetection: 4).</summary>
    public const int CellsPerLevel = 4;

    /// <summary>For each lesion the anchors that answer for it, ascending.</summary>
    /// <param name="anchors">The anchors.</param>
    /// <param name="lesions">The lesions' boxes.</param>
    public static IReadOnlyList<int[]> Assign(AnchorGrid anchors, IReadOnlyList<Box3> lesions)
    {
        var owners = new Dictionary<int, (int Lesion, double Overlap)>();
        for (var lesion = 0; lesion < lesions.Count; lesion++)
        {
            var box = lesions[lesion];
            var candidates = Enumerable.Range(0, anchors.Levels)
                .SelectMany(level => anchors.Nearest(level, box.Centre, CellsPerLevel))
                .Select(a => (Anchor: a, Overlap: BoxOverlap.IoU(anchors.Boxes[a], box)))
                .ToList();
            var mean = candidates.Average(c => c.Overlap);
            var deviation = Math.Sqrt(candidates.Average(c => (c.Overlap - mean) * (c.Overlap - mean)));
            var threshold = Math.Min(mean + deviation, candidates.Max(c => c.Overlap));
            foreach (var (anchor, overlap) in candidates.Where(c => c.Overlap >= threshold && c.Overlap > 0))
            {
                if (!owners.TryGetValue(anchor, out var owner) || overlap > owner.Overlap)
                {
                    owners[anchor] = (lesion, overlap);
                }
            }
        }

        return [.. Enumerable.Range(0, lesions.Count).Select(l => owners.Where(o => o.Value.Lesion == l).Select(o => o.Key).Order().ToArray())];
    }
}
