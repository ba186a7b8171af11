namespace MedMim.Evaluation.Detection;

/// <summary>
/// The free-response curve: sensitivity over false positives a scan, a point a distinct score, beginning at (0, 0). Between
/// points it is linear; beyond the last it is flat (nnDetection, LUNA16).
/// </summary>
public sealed class FrocCurve
{
    private FrocCurve(IReadOnlyList<FrocPoint> points) => Points = points;

    /// <summary>The points, both coordinates never falling.</summary>
    public IReadOnlyList<FrocPoint> Points { get; }

    /// <summary>The curve; null where there is no lesion.</summary>
    /// <param name="detections">The detections.</param>
    /// <param name="counts">How often each patient counts.</param>
    public static FrocCurve? Of(PooledDetections detections, IReadOnlyList<int> counts)
    {
        ArgumentNullException.ThrowIfNull(detections);
        var (lesions, scans) = (detections.Lesions(counts), detections.Scans(counts));
        return lesions == 0
            ? null
            : new([default, .. detections.Points(counts).Select(p => new FrocPoint(p.False / (double)scans, p.True / (double)lesions))]);
    }

    /// <summary>The sensitivity at a rate of false positives a scan; where the curve rises upright, its upper end.</summary>
    public double At(double rate) => At(Points, rate);

    /// <summary>The sensitivity of a curve's points at a rate.</summary>
    internal static double At(IReadOnlyList<FrocPoint> points, double rate)
    {
        var before = points[0];
        foreach (var point in points)
        {
            if (point.FalsePositives > rate)
            {
                var share = (rate - before.FalsePositives) / (point.FalsePositives - before.FalsePositives);
                return before.Sensitivity + (share * (point.Sensitivity - before.Sensitivity));
            }

            before = point;
        }

        return before.Sensitivity;
    }

    /// <summary>The competition performance metric: the mean sensitivity at the rates.</summary>
    public double Mean(IReadOnlyList<double> rates) => rates.Average(At);
}
