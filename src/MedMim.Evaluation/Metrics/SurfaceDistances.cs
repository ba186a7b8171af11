namespace MedMim.Evaluation.Metrics;

/// <summary>
/// The distances between two surfaces, both ways, in mm, ascending. Both masks have at least one voxel.
/// </summary>
internal sealed class SurfaceDistances
{
    /// <summary>Slack of the comparison with τ in mm, so that a rounded spacing does not decide a tie.</summary>
    private const double TieSlack = 1e-9;

    private readonly double[] predictionToReference;
    private readonly double[] referenceToPrediction;

    public SurfaceDistances(MaskPair masks)
    {
        var reference = BorderVoxels.Of(masks.Reference, masks.Size);
        var prediction = BorderVoxels.Of(masks.Prediction, masks.Size);
        predictionToReference = Measure(prediction, reference, masks);
        referenceToPrediction = Measure(reference, prediction, masks);
    }

    /// <summary>The larger of the two directed percentiles (linear interpolation), mm.</summary>
    public double Percentile(double fraction) => Math.Max(
        Quantile.Linear(predictionToReference, fraction), Quantile.Linear(referenceToPrediction, fraction));

    /// <summary>The share of surface elements of both masks within <paramref name="tolerance"/> mm of the other.</summary>
    public double ShareWithin(double tolerance)
    {
        var near = Count(predictionToReference, tolerance) + Count(referenceToPrediction, tolerance);
        return (double)near / (predictionToReference.Length + referenceToPrediction.Length);
    }

    private static double[] Measure(bool[] from, bool[] to, MaskPair masks)
    {
        var squared = DistanceTransform.Squared(to, masks.Size, masks.Spacing);
        var distances = new List<double>();
        for (var i = 0; i < from.Length; i++)
        {
            if (from[i])
            {
                distances.Add(Math.Sqrt(squared[i]));
            }
        }

        distances.Sort();
        return [.. distances];
    }

    private static int Count(double[] ascending, double tolerance) =>
        ascending.AsSpan().BinarySearch(new Limit(tolerance + TieSlack)) is var at && at < 0 ? ~at : at;

    /// <summary>Sorts after every distance that does not exceed it.</summary>
    private readonly record struct Limit(double Value) : IComparable<double>
    {
        public int CompareTo(double other) => Value >= other ? 1 : -1;
    }
}
