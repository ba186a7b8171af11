namespace MedMim.Evaluation.Metrics;

/// <summary>The distances between two surfaces, both ways, in mm. Both masks have at least one voxel.</summary>
internal sealed class SurfaceDistances
{
    private readonly DirectedDistances toReference;
    private readonly DirectedDistances toPrediction;
    private readonly bool pooled;

    /// <param name="masks">The masks.</param>
    /// <param name="convention">What a surface is.</param>
    public SurfaceDistances(MaskPair masks, MetricConvention convention)
    {
        var reference = SurfaceElements.Of(masks.Reference, masks.Size, masks.Spacing, convention);
        var prediction = SurfaceElements.Of(masks.Prediction, masks.Size, masks.Spacing, convention);
        toReference = Measure(prediction, reference, masks);
        toPrediction = Measure(reference, prediction, masks);
        pooled = convention != MetricConvention.DeepMind;
    }

    /// <summary>The average symmetric surface distance, mm: over the elements of both, or the mean of the two directed means.</summary>
    public double Mean => pooled
        ? (toReference.Sum + toPrediction.Sum) / (toReference.Weight + toPrediction.Weight)
        : ((toReference.Sum / toReference.Weight) + (toPrediction.Sum / toPrediction.Weight)) / 2;

    /// <summary>The larger of the two directed percentiles, mm.</summary>
    public double Percentile(double fraction) => Math.Max(toReference.Percentile(fraction), toPrediction.Percentile(fraction));

    /// <summary>The share of both surfaces within <paramref name="tolerance"/> mm of the other.</summary>
    public double ShareWithin(double tolerance) =>
        (toReference.Within(tolerance) + toPrediction.Within(tolerance)) / (toReference.Weight + toPrediction.Weight);

    private static DirectedDistances Measure(SurfaceElements from, SurfaceElements to, MaskPair masks)
    {
        var nearest = new NearestSeeds(to.Places, to.Size, masks.Spacing);
        var distances = new double[from.Places.Length];
        for (var i = 0; i < distances.Length; i++)
        {
            distances[i] = Math.Sqrt(nearest.Squared(from.Places[i]));
        }

        return new(distances, from.Areas);
    }
}
