using MedMim.Evaluation.Baselines;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Tests.Baselines;

public class EllipsoidBaselineTests
{
    [Fact]
    public void The_mean_extent_in_mm_becomes_an_ellipsoid_of_that_size()
    {
        var training = new[] { Box(new(20, 30, 40), new(2, 1, 0.5), 5, 11, 4), Box(new(20, 30, 40), new(2, 1, 0.5), 7, 9, 8) };
        var baseline = EllipsoidBaseline.Fit(training, EllipsoidScaling.MeanExtent);
        Assert.Equal(new Vector3(12, 10, 3), baseline.Extent);

        // 4/3·π·abc, on a grid fine enough to count it.
        var geometry = VolumeGeometry.Identity(new(40, 80, 80), new(0.2, 0.2, 0.1));
        var volume = baseline.Predict(geometry).Voxels.Count(v => v == 1) * geometry.VoxelVolume;
        Assert.Equal(4.0 / 3 * Math.PI * 6 * 5 * 1.5, volume, 3.0);
    }

    [Fact]
    public void The_mean_share_follows_the_size_of_the_image()
    {
        var baseline = EllipsoidBaseline.Fit([Box(new(10, 20, 40), new(1, 1, 1), 20, 10, 5)], EllipsoidScaling.ShareOfImage);
        Assert.Equal(new Vector3(0.5, 0.5, 0.5), baseline.Extent);
        var mask = baseline.Predict(VolumeGeometry.Identity(new(41, 21, 61), new(1, 1, 1)));
        Assert.Equal(1, mask[20, 10, 30]);
        Assert.Equal(1, mask[20, 10, 45]);
        Assert.Equal(0, mask[20, 10, 46]);
        Assert.Equal(1, mask[30, 10, 30]);
        Assert.Equal(0, mask[31, 10, 30]);
        Assert.Equal(0, mask[20, 16, 30]);
    }

    [Fact]
    public void Where_the_margin_takes_the_whole_image_nothing_is_left()
    {
        var baseline = new EllipsoidBaseline(EllipsoidScaling.FixedMargin, default);
        Assert.DoesNotContain((byte)1, baseline.Predict(VolumeGeometry.Identity(new(50, 50, 50), new(1.8, 3, 3))).Voxels);
        Assert.Contains((byte)1, baseline.Predict(VolumeGeometry.Identity(new(50, 50, 50), new(3, 3, 3))).Voxels);
    }

    [Fact]
    public void Cases_without_a_target_cannot_be_fitted()
    {
        var empty = Box(new(4, 4, 4), new(1, 1, 1), 0, 0, 0);
        Assert.Throws<ArgumentException>(() => EllipsoidBaseline.Fit([empty], EllipsoidScaling.MeanExtent));
    }

    [Theory]
    [InlineData(EllipsoidScaling.FixedMargin, 0.323)]
    [InlineData(EllipsoidScaling.MeanExtent, 0.514)]
    [InlineData(EllipsoidScaling.ShareOfImage, 0.634)]
    public void The_crop_of_the_sarcoma_images_gives_the_tumour_away(EllipsoidScaling scaling, double expected)
    {
        // Expected: the same, computed with numpy. Leave one patient out.
        var folder = Path.Combine(
            Environment.GetEnvironmentVariable("MEDMIM_TEST_DATA") ?? Path.Combine(Repository.Root, "..", "shared", "data"),
            "experiments",
            "sts_mr");
        Assert.SkipUnless(Directory.Exists(folder), "../shared/data/experiments/sts_mr is absent");
        var cases = Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
            .Select(d => NiftiMask.Read(Path.Combine(d, "MR_T1_mask.nii.gz")))
            .Select((m, i) => new BaselineCase($"{i}", m.Geometry, () => ReadOnlyMemory<float>.Empty, () => m.Voxels))
            .ToList();
        var dice = cases.Average(test => BaselineDice.Of(
            test.Label().Span,
            EllipsoidBaseline.Fit([.. cases.Where(c => c != test)], scaling).Predict(test.Geometry).Voxels));
        Assert.Equal(expected, dice, 0.002);
    }

    private static BaselineCase Box(GridSize size, Vector3 spacing, int x, int y, int z)
    {
        var label = new byte[size.Count];
        for (var i = 0; i < label.Length; i++)
        {
            int ix = i % size.X, iy = i / size.X % size.Y, iz = i / size.X / size.Y;
            label[i] = ix < x && iy < y && iz < z ? (byte)1 : (byte)0;
        }

        return new("case", VolumeGeometry.Identity(size, spacing), () => ReadOnlyMemory<float>.Empty, () => label);
    }
}
