using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Detection;

/// <summary>Finds which detections of a scan are right.</summary>
public static class DetectionMatcher
{
    /// <summary>By overlap, see <see cref="Localisation.Overlap"/>; of equal overlaps the first reference is taken.</summary>
    /// <param name="case">The scan.</param>
    /// <param name="label">The label value that is measured; boxes of others are left out.</param>
    /// <param name="iou">The smallest IoU of a hit.</param>
    /// <param name="maximum">How many detections count.</param>
    public static IReadOnlyList<MatchedDetection> ByOverlap(DetectionCase @case, int label, double iou, int maximum)
    {
        ArgumentNullException.ThrowIfNull(@case);
        Box3[] references = References(@case, label);
        var taken = new bool[references.Length];
        var matched = new List<MatchedDetection>();
        foreach (var detection in Best(@case, label, maximum))
        {
            var (best, place) = (iou, -1);
            for (var i = 0; i < references.Length; i++)
            {
                var overlap = taken[i] ? -1 : BoxOverlap.IoU(detection.Box, references[i]);
                if (overlap >= best && (place < 0 || overlap > best))
                {
                    (best, place) = (overlap, i);
                }
            }

            if (place >= 0)
            {
                taken[place] = true;
            }

            matched.Add(new(detection.Score, place >= 0));
        }

        return matched;
    }

    /// <summary>By the distance of centres, see <see cref="Localisation.CentreDistance"/>; as near as the radius is no hit.</summary>
    /// <param name="case">The scan.</param>
    /// <param name="label">The label value that is measured.</param>
    /// <param name="maximum">How many detections count.</param>
    public static IReadOnlyList<MatchedDetection> ByCentre(DetectionCase @case, int label, int maximum)
    {
        ArgumentNullException.ThrowIfNull(@case);
        var detections = Best(@case, label, maximum);
        var isFalse = Enumerable.Repeat(true, detections.Count).ToArray();
        var matched = new List<MatchedDetection>();
        foreach (var reference in References(@case, label))
        {
            var radius = reference.LongestSideMm(@case.Grid) / 2;
            var centre = reference.CentreMm(@case.Grid);
            double? best = null;
            for (var i = 0; i < detections.Count; i++)
            {
                var apart = detections[i].Box.CentreMm(@case.Grid) - centre;
                if (Vector3.Dot(apart, apart) < radius * radius)
                {
                    isFalse[i] = false;
                    best ??= detections[i].Score;
                }
            }

            if (best is { } score)
            {
                matched.Add(new(score, IsHit: true));
            }
        }

        matched.AddRange(detections.Where((_, i) => isFalse[i]).Select(d => new MatchedDetection(d.Score, IsHit: false)));
        return matched;
    }

    private static Box3[] References(DetectionCase @case, int label) =>
        [.. @case.References.Where(r => r.Label == label).Select(r => r.Box)];

    private static IReadOnlyList<ScoredBox> Best(DetectionCase @case, int label, int maximum) =>
        [.. @case.Detections.Where(d => d.Label == label).OrderByDescending(d => d.Score).Take(maximum)];
}
