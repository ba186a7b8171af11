using CsCheck;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Volumes;

public sealed class SourceRegionTests
{
    private static readonly Gen<(VolumeGeometry Grid, AxisOrder Order, double[] Cut)> Cases =
        from grid in Geometries.Any
        from order in Gen.Int[0, 5]
        from flips in Gen.Bool.Array[3]
        from cut in Gen.Double[0, 1].Array[6]
        select (grid, Ordered(order, flips), cut);

    [Fact]
    public void EveryVoxelKeepsItsPlaceInSpaceAndComesBack() => Cases.Sample(c =>
    {
        var numbers = new Volume<int>(c.Grid, [.. Enumerable.Range(1, (int)c.Grid.Size.Count)]);
        var region = new SourceRegion(c.Grid, c.Order, Box(c.Order.Apply(c.Grid).Size, c.Cut));
        var part = region.Take<int>(numbers.Voxels);
        Assert.Equal(region.Geometry, part.Geometry);
        var (size, source) = (part.Geometry.Size, c.Grid.Size);
        for (var i = 0; i < part.Voxels.Length; i++)
        {
            var n = part.Voxels[i] - 1;
            var here = part.Geometry.ToPhysical(i / (size.Y * size.X), i / size.X % size.Y, i % size.X);
            var there = c.Grid.ToPhysical(n / (source.Y * source.X), n / source.X % source.Y, n % source.X);
            Assert.True((here - there).Length < 1e-9);
        }

        var back = region.PutBack<int>(part.Voxels, 0);
        Assert.Equal(c.Grid, back.Geometry);
        var inside = part.Voxels.ToHashSet();
        Assert.Equal(numbers.Voxels.Select(v => inside.Contains(v) ? v : 0), back.Voxels);
    });

    [Fact]
    public void LpsIsReachedFromEverywhere() => Geometries.Any.Sample(grid =>
    {
        var order = AxisOrder.ToLps(grid);
        var turned = order.Apply(grid);
        Assert.True(turned is { AxisX.X: >= 0, AxisY.Y: >= 0, AxisZ.Z: >= 0 });
        Assert.Equal(AxisOrder.Identity, AxisOrder.ToLps(turned));

        // No other pairing of axes comes nearer.
        var reached = turned.AxisX.X + turned.AxisY.Y + turned.AxisZ.Z;
        for (var i = 0; i < 6; i++)
        {
            var other = Ordered(i, [false, false, false]).Apply(grid);
            Assert.True(Math.Abs(other.AxisX.X) + Math.Abs(other.AxisY.Y) + Math.Abs(other.AxisZ.Z) <= reached + 1e-6);
        }
    });

    [Fact]
    public void ASagittalScanIsTurnedAsExpected()
    {
        // x to the back, y to the feet, z to the left: slices from right to left.
        var sagittal = new VolumeGeometry(new(20, 256, 200), new(0.9, 1, 4), new(1, 2, 3), new(0, 1, 0), new(0, 0, -1), new(1, 0, 0));
        var order = AxisOrder.ToLps(sagittal);
        Assert.Equal(new(-2, 3, 1), order);
        var turned = order.Apply(sagittal);
        Assert.Equal((new GridSize(256, 200, 20), new Vector3(4, 0.9, 1)), (turned.Size, turned.Spacing));
        Assert.Equal(sagittal.ToPhysical(0, 255, 0), turned.Origin);
    }

    [Fact]
    public void OtherCountsAreRefused()
    {
        var region = SourceRegion.Whole(VolumeGeometry.Identity(new(2, 3, 4), new(1, 1, 1)));
        Assert.Throws<ArgumentException>(() => region.Take<byte>(new byte[23]));
        Assert.Throws<ArgumentException>(() => region.PutBack<byte>(new byte[25], 0));
    }

    private static AxisOrder Ordered(int order, bool[] flips)
    {
        int[][] orders = [[1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]];
        var codes = orders[order].Select((c, i) => flips[i] ? -c : c).ToArray();
        return new(codes[0], codes[1], codes[2]);
    }

    private static VoxelBox Box(GridSize size, double[] cut)
    {
        int[] lengths = [size.Z, size.Y, size.X];
        var first = lengths.Select((l, i) => (int)(cut[i] * (l - 1))).ToArray();
        var count = lengths.Select((l, i) => 1 + (int)(cut[i + 3] * (l - 1 - first[i]))).ToArray();
        return new(first[0], first[1], first[2], new(count[0], count[1], count[2]));
    }
}
