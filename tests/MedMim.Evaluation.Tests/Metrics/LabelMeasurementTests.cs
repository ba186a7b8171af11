using MedMim.Evaluation.Metrics;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Tests.Metrics;

public class LabelMeasurementTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void Equals_scipy_on_random_shapes_anisotropic_spacing_touching_borders_and_empties()
    {
        var goldens = MetricGolden.Load();
        Assert.True(goldens.Cases.Length >= 40);
        foreach (var golden in goldens.Cases)
        {
            for (var t = 0; t < goldens.Taus.Length; t++)
            {
                var metrics = Measure(golden, new MetricOptions { SurfaceToleranceMm = goldens.Taus[t] });
                Assert.Equal(golden.Dice, metrics.Dice, Tolerance);
                Assert.Equal(golden.Iou, metrics.Iou, Tolerance);
                Assert.Equal(golden.Hd95, metrics.Hd95Mm, Tolerance);
                Assert.Equal(golden.Assd, metrics.AssdMm, Tolerance);
                Assert.Equal(golden.Nsd[t], metrics.Nsd, Tolerance);
                Assert.Equal(golden.ReferenceVolume, metrics.ReferenceVolumeMm3, Tolerance * 1000);
                Assert.Equal(golden.PredictionVolume, metrics.PredictionVolumeMm3, Tolerance * 1000);
                golden.Lesions.Equals(metrics.Lesions);
            }
        }
    }

    [Fact]
    public void Lesions_matched_by_overlap_ratio_equal_scipy()
    {
        var goldens = MetricGolden.Load();
        foreach (var golden in goldens.Cases)
        {
            for (var t = 0; t < goldens.Ious.Length; t++)
            {
                var options = new MetricOptions { LesionMatching = LesionMatching.Iou, LesionIou = goldens.Ious[t] };
                golden.LesionsByIou[t].Equals(Measure(golden, options).Lesions);
            }
        }
    }

    [Fact]
    public void Two_pixels_two_millimetres_apart()
    {
        var geometry = VolumeGeometry.Identity(new(1, 1, 3), new(1, 1, 1));
        var options = new MetricOptions { SurfaceToleranceMm = 2 };
        var metrics = LabelMeasurement.Measure([1, 0, 0], [0, 0, 1], geometry, 1, options);
        Assert.Equal((0, 2, 1), (metrics.Dice, metrics.Hd95Mm, metrics.Nsd));
        Assert.Equal(0, LabelMeasurement.Measure(
            [1, 0, 0], [0, 0, 1], geometry, 1, options with { SurfaceToleranceMm = 1.9 }).Nsd);
    }

    [Fact]
    public void Shifted_cubes_have_the_overlap_of_the_closed_form()
    {
        var geometry = VolumeGeometry.Identity(new(10, 10, 12), new(0.5, 1, 3));
        var (reference, prediction) = (new Volume<byte>(geometry), new Volume<byte>(geometry));
        foreach (var (z, y, x) in Cube(6))
        {
            reference[z + 1, y + 2, x + 1] = 7;
            prediction[z + 1, y + 2, x + 3] = 7;
        }

        var metrics = LabelMeasurement.Measure(reference.Voxels, prediction.Voxels, geometry, 7, new());
        Assert.Equal(4.0 / 6, metrics.Dice, 1e-12);
        Assert.Equal(1, metrics.Hd95Mm, 1e-12); // two voxels of 0.5 mm
        Assert.Equal(0, metrics.VolumeErrorMm3);
        Assert.Equal(216 * 1.5, metrics.ReferenceVolumeMm3, 1e-9);
    }

    [Theory]
    [InlineData(0, 0, EmptyMasks.Both, 1, 1, 0)]
    [InlineData(0, 1, EmptyMasks.Reference, 0, 0, 3)]
    [InlineData(1, 0, EmptyMasks.Prediction, 0, 0, 3)]
    public void Empty_masks_follow_the_stated_convention(
        byte reference, byte prediction, EmptyMasks empty, double dice, double nsd, double hd95)
    {
        // The grid's diagonal: (2, 2, 1) voxel steps of (1, 1, 1) mm.
        var geometry = VolumeGeometry.Identity(new(2, 3, 3), new(1, 1, 1));
        var (a, b) = (new byte[18], new byte[18]);
        (a[4], b[4]) = (reference, prediction);
        var metrics = LabelMeasurement.Measure(a, b, geometry, 1, new());
        Assert.Equal((empty, dice, nsd, hd95), (metrics.Empty, metrics.Dice, metrics.Nsd, metrics.Hd95Mm));
        Assert.Equal(reference == 0 ? null : 0, metrics.Lesions.Sensitivity);
        Assert.Equal(prediction == 0 ? null : 0, metrics.Lesions.Precision);
        Assert.Equal(reference == 0, metrics.RelativeVolumeError is null);
    }

    [Fact]
    public void Other_labels_do_not_count()
    {
        var geometry = VolumeGeometry.Identity(new(1, 1, 4), new(1, 1, 1));
        var metrics = LabelMeasurement.Measure([1, 2, 2, 0], [1, 1, 2, 2], geometry, 2, new());
        Assert.Equal(0.5, metrics.Dice);
    }

    [Fact]
    public void Wrong_lengths_and_impossible_options_are_refused()
    {
        var geometry = VolumeGeometry.Identity(new(1, 1, 4), new(1, 1, 1));
        Assert.Throws<ArgumentException>(() => LabelMeasurement.Measure(new byte[4], new byte[3], geometry, 1, new()));
        Assert.Throws<InputException>(() => new MetricOptions { SurfaceToleranceMm = 0 }.Validate());
        Assert.Throws<InputException>(() => new MetricOptions { SurfaceToleranceMm = double.NaN }.Validate());
        Assert.Throws<InputException>(() => new MetricOptions { LesionIou = 1.5 }.Validate());
    }

    private static LabelMetrics Measure(MetricGolden golden, MetricOptions options) => LabelMeasurement.Measure(
        golden.Unpack(golden.Reference, 3), golden.Unpack(golden.Prediction, 3), golden.Geometry, 3, options);

    private static IEnumerable<(int Z, int Y, int X)> Cube(int n) =>
        from z in Enumerable.Range(0, n) from y in Enumerable.Range(0, n) from x in Enumerable.Range(0, n) select (z, y, x);
}
