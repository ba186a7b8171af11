namespace MedMim.Evaluation.Detection;

/// <summary>The area under the curve of precision over recall.</summary>
public static class AveragePrecision
{
    private const int Steps = 100;

    /// <summary>
    /// The mean, over the recalls 0, 0.01 … 1, of the best precision at that recall or a higher one; 0 where it is never
    /// reached (COCO, nnDetection). NaN where there is no lesion.
    /// </summary>
    /// <param name="detections">The detections.</param>
    /// <param name="counts">How often each patient counts.</param>
    public static double Of(PooledDetections detections, IReadOnlyList<int> counts)
    {
        ArgumentNullException.ThrowIfNull(detections);
        var lesions = detections.Lesions(counts);
        if (lesions == 0)
        {
            return double.NaN;
        }

        var points = detections.Points(counts);
        var best = new double[points.Count + 1];
        for (var i = points.Count - 1; i >= 0; i--)
        {
            var (_, right, wrong) = points[i];
            best[i] = Math.Max(best[i + 1], right == 0 ? 0 : right / (double)(right + wrong));
        }

        var (sum, at) = (0.0, 0);
        for (var step = 0; step <= Steps; step++)
        {
            // Whole numbers: a recall of 0.29 must not miss 29 of 100.
            while (at < points.Count && points[at].True * Steps < step * lesions)
            {
                at++;
            }

            sum += best[at];
        }

        return sum / (Steps + 1);
    }
}
