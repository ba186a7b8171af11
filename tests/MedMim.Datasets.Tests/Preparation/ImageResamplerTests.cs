using CsCheck;
using MedMim.Datasets.Preparation;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tests.Preparation;

public class ImageResamplerTests
{
    [Fact]
    public void ARampStaysARamp()
    {
        var grid = VolumeGeometry.Identity(new(30, 32, 34), new(1.2, 0.9, 1));
        var image = Made(grid, (z, y, x) => (3 * z) - (2 * y) + x);
        var (result, how) = ImageResampler.Execute(image, PreparedGrid.Of(grid, new(0.7, 1.4, 1)), 3);
        Assert.Equal("cubic", how);
        ForInner(result, 12, grid, (value, z, y, x) => Assert.Equal((3 * z) - (2 * y) + x, value, 3));
    }

    [Fact]
    public void ASplineFollowsAWaveWhereStraightLinesCutItsTops()
    {
        var grid = VolumeGeometry.Identity(new(24, 24, 24), new(1, 1, 1));
        static double Wave(double x) => Math.Sin((x * Math.PI / 3) + (Math.PI / 6)); // six voxels a period
        var image = Made(grid, (_, _, x) => Wave(x));
        var (result, _) = ImageResampler.Execute(image, PreparedGrid.Of(grid, new(1, 1, 0.5)), 3);
        var worst = 0.0;
        ForInner(result, 8, grid, (value, _, _, x) => worst = Math.Max(worst, Math.Abs(value - Wave(x))));
        Assert.InRange(worst, 0, 0.01); // straight lines miss by sin 45° − 0.625 = 0.08
    }

    [Theory]
    [InlineData(0, "cubic, linear along z")]
    [InlineData(1, "cubic, linear along y")]
    [InlineData(2, "cubic, linear along x")]
    public void AlongAThickAxisItIsLinear(int axis, string words)
    {
        double[] spacing = [1, 1, 1];
        spacing[axis] = 5;
        var grid = VolumeGeometry.Identity(new(12, 12, 12), new(spacing[2], spacing[1], spacing[0]));
        double[] slices = [0, 100, 0, 0, 80, 80, 7, 3, 50, 0, 0, 90];
        var image = Made(grid, (z, y, x) => slices[(int)(axis == 0 ? z : axis == 1 ? y : x)]);
        var (result, how) = ImageResampler.Execute(image, PreparedGrid.Of(grid, new(1.5, 1.5, 1.5)), 3);
        Assert.Equal(words, how);
        ForInner(result, 0, grid, (value, z, y, x) =>
        {
            var place = Math.Clamp(axis == 0 ? z : axis == 1 ? y : x, 0, 11);
            var below = Math.Min(10, (int)place);
            Assert.Equal(slices[below] + ((place - below) * (slices[below + 1] - slices[below])), value, 2);
        });
    }

    [Fact]
    public void NoValueLeavesTheRangeOfTheScan() =>
        Gen.Select(Gen.Double[0.4, 5], Gen.Double[0.4, 5], Gen.Double[0.4, 5], Gen.Int[-1000, 3000].Array[7 * 8 * 9]).Sample(
            (z, y, x, values) =>
            {
                var image = new Volume<float>(
                    VolumeGeometry.Identity(new(7, 8, 9), new(1, 1.1, 2)), [.. values.Select(v => (float)v)]);
                var grid = PreparedGrid.Of(image.Geometry, new(z, y, x));
                var (result, _) = ImageResampler.Execute(image, grid, 3);
                Assert.Equal(grid, result.Geometry);
                Assert.InRange(result.Voxels.Min(), values.Min(), values.Max());
                Assert.InRange(result.Voxels.Max(), values.Min(), values.Max());
            },
            iter: 40);

    private static Volume<float> Made(VolumeGeometry grid, Func<double, double, double, double> value)
    {
        var volume = new Volume<float>(grid);
        var size = grid.Size;
        for (var i = 0; i < volume.Voxels.Length; i++)
        {
            volume.Voxels[i] = (float)value(i / (size.Y * size.X), i / size.X % size.Y, i % size.X);
        }

        return volume;
    }

    /// <summary>Voxels at least so far from the rim of the original grid, with their places in its index.</summary>
    private static void ForInner(
        Volume<float> result, int rim, VolumeGeometry original, Action<float, double, double, double> check)
    {
        var size = result.Geometry.Size;
        for (var i = 0; i < result.Voxels.Length; i++)
        {
            var (z, y, x) = original.ToIndex(
                result.Geometry.ToPhysical(i / (size.Y * size.X), i / size.X % size.Y, i % size.X));
            if (rim == 0 || (Inner(z, original.Size.Z) && Inner(y, original.Size.Y) && Inner(x, original.Size.X)))
            {
                check(result.Voxels[i], z, y, x);
            }
        }

        bool Inner(double at, int length) => at >= rim && at <= length - 1 - rim;
    }
}
