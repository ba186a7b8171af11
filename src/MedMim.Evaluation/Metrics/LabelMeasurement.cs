using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Metrics;

/// <summary>Measures one label of a prediction against its reference.</summary>
public static class LabelMeasurement
{
    /// <param name="reference">Reference labels, C order [z, y, x].</param>
    /// <param name="prediction">Predicted labels on the same grid.</param>
    /// <param name="geometry">The grid of both; its spacing makes the distances millimetres.</param>
    /// <param name="label">The label value, above 0.</param>
    /// <param name="options">The conventions.</param>
    /// <exception cref="ArgumentException">A length is not the grid's.</exception>
    public static LabelMetrics Measure(
        ReadOnlySpan<byte> reference, ReadOnlySpan<byte> prediction, VolumeGeometry geometry, byte label,
        MetricOptions options)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfZero(label);
        options.Validate();
        if (reference.Length != geometry.Size.Count || prediction.Length != geometry.Size.Count)
        {
            throw new ArgumentException($"The labels do not fill the grid of {geometry.Size}.", nameof(prediction));
        }

        var masks = MaskPair.Of(reference, prediction, geometry, label);
        var empty = (masks.ReferenceCount, masks.PredictionCount) switch
        {
            (0, 0) => EmptyMasks.Both,
            (0, _) => EmptyMasks.Reference,
            (_, 0) => EmptyMasks.Prediction,
            _ => EmptyMasks.None,
        };
        var common = Common(masks);
        var lesions = LesionMatcher.Match(masks, options);
        var surfaces = empty == EmptyMasks.None ? new SurfaceDistances(masks, options.Convention) : null;
        var figures = surfaces is null
            ? EmptyFigures.Of(options.Convention, empty, Diagonal(geometry))
            : new EmptyFigures(
                2.0 * common / (masks.ReferenceCount + masks.PredictionCount), surfaces.ShareWithin(options.SurfaceToleranceMm), surfaces.Percentile(0.95), surfaces.Mean);
        return new LabelMetrics
        {
            Label = label,
            Empty = empty,
            Dice = figures.Dice,
            Hd95Mm = figures.Hd95,
            AssdMm = figures.Assd,
            Nsd = figures.Nsd,
            ReferenceVolumeMm3 = masks.ReferenceCount * geometry.VoxelVolume,
            PredictionVolumeMm3 = masks.PredictionCount * geometry.VoxelVolume,
            Voxels = new(
                common, masks.PredictionCount - common, masks.ReferenceCount - common,
                geometry.Size.Count - masks.PredictionCount - masks.ReferenceCount + common),
            Lesions = lesions,
        };
    }

    private static long Common(MaskPair masks)
    {
        var common = 0L;
        for (var i = 0; i < masks.Reference.Length; i++)
        {
            common += masks.Reference[i] && masks.Prediction[i] ? 1 : 0;
        }

        return common;
    }

    // The farthest that two voxel centres of the scan can be apart: the worst HD95 there is.
    private static double Diagonal(VolumeGeometry g) => new Vector3(
        (g.Size.X - 1) * g.Spacing.X, (g.Size.Y - 1) * g.Spacing.Y, (g.Size.Z - 1) * g.Spacing.Z).Length;
}
