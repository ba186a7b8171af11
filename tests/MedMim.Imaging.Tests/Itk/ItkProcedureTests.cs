using CsCheck;
using MedMim.Imaging.Itk;
using MedMim.Imaging.Tests.Volumes;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Itk;

public sealed class ItkProcedureTests
{
    private static readonly Gen<Volume<byte>> Blobs =
        from geometry in Geometries.Any
        from density in Gen.Int[1, 9]
        from noise in Gen.Int[0, 9].Array[(int)geometry.Size.Count]
        select new Volume<byte>(geometry, [.. noise.Select(v => (byte)(v < density ? 1 : 0))]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ComponentsAreThoseOfAFloodFill(bool fullyConnected) =>
        Blobs.Sample(
            mask =>
            {
                var (expected, count) = FloodFill(mask, fullyConnected);
                var components = ConnectedComponent.Execute(mask, fullyConnected);
                Assert.Equal(count, components.Count);
                Assert.Equal(expected, components.Labels.Voxels);
            },
            iter: 100,
            threads: 1);

    [Fact]
    public void DistancesAreThoseOfAnExhaustiveSearch() =>
        Blobs.Sample(
            mask =>
            {
                var border = Voxels(mask.Geometry.Size).Where(v => IsBorder(mask, v)).ToArray();
                var map = SignedMaurerDistanceMap.Execute(mask);
                foreach (var v in Voxels(mask.Geometry.Size))
                {
                    var inside = mask[v.Z, v.Y, v.X] != 0;
                    var nearest = border.Length == 0 ? double.PositiveInfinity : border.Min(b => Distance(mask.Geometry, v, b));
                    Assert.Equal(inside ? -nearest : nearest, map[v.Z, v.Y, v.X], 1e-4 * (1 + Math.Min(nearest, 1e6)));
                }
            },
            iter: 60,
            threads: 1);

    [Fact]
    public void ABallIsAsFarAwayAsItsRadiusSays()
    {
        var geometry = VolumeGeometry.Identity(new(41, 41, 41), new(0.5, 0.5, 0.5));
        var mask = new Volume<byte>(geometry);
        foreach (var v in Voxels(geometry.Size))
        {
            mask[v.Z, v.Y, v.X] = (byte)(Distance(geometry, v, (20, 20, 20)) <= 6 ? 1 : 0);
        }

        var map = SignedMaurerDistanceMap.Execute(mask);
        Assert.InRange(map[20, 20, 20], -6, -6 + (0.5 * Math.Sqrt(3))); // a border voxel may touch the outside by its corner alone
        Assert.Equal(4, map[20, 20, 40], 1e-6);
    }

    [Fact]
    public void ResamplingOntoItselfChangesNothing() =>
        Geometries.Any.Sample(
            geometry =>
            {
                var volume = new Volume<short>(geometry, [.. Enumerable.Range(0, (int)geometry.Size.Count).Select(i => (short)(i * 71 % 997))]);
                Assert.Equal(volume.Voxels, Resample.Execute(volume, geometry).Voxels);
                Assert.Equal(volume.Voxels, Resample.Execute(volume, geometry, Interpolator.NearestNeighbor).Voxels);
            },
            iter: 40,
            threads: 1);

    [Theory]
    [InlineData(Interpolator.Linear, 1e-3)]
    [InlineData(Interpolator.BSpline, 0.3)] // mirrored at the edges, so a ramp is not quite one there
    public void ALinearFieldIsReproducedOnAnObliqueGrid(Interpolator interpolator, double tolerance)
    {
        var source = VolumeGeometry.Identity(new(24, 26, 28), new(2, 1.5, 3));
        var volume = new Volume<float>(source);
        foreach (var v in Voxels(source.Size))
        {
            volume[v.Z, v.Y, v.X] = (float)Field(source.ToPhysical(v.Z, v.Y, v.X));
        }

        var (c, s) = (Math.Cos(0.4), Math.Sin(0.4));
        var target = new VolumeGeometry(new(8, 9, 10), new(0.9, 1.1, 1.3), new(24, 16, 24), new(c, s, 0), new(-s, c, 0), new(0, 0, 1));
        var result = Resample.Execute(volume, target, interpolator);
        foreach (var v in Voxels(target.Size))
        {
            Assert.Equal(Field(target.ToPhysical(v.Z, v.Y, v.X)), result[v.Z, v.Y, v.X], tolerance);
        }

        static double Field(Vector3 p) => 5 + (0.3 * p.X) - (0.2 * p.Y) + (0.1 * p.Z);
    }

    [Fact]
    public void IntegersAreRoundedAndOutsideIsFilled()
    {
        var volume = new Volume<short>(VolumeGeometry.Identity(new(1, 1, 2), new(1, 1, 1)), [-10, -7]);
        var target = new VolumeGeometry(new(1, 1, 4), new(0.3, 1, 1), new(0.2, 0, 0), new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));
        Assert.Equal([-9, -8, -8, -7], Resample.Execute(volume, target).Voxels);
        Assert.Equal([-99, -99], Resample.Execute(volume, new(new(1, 1, 2), new(1, 1, 1), new(50, 0, 0), new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)), outside: -99).Voxels);
    }

    [Fact]
    public void LabelsStayLabels()
    {
        var geometry = VolumeGeometry.Identity(new(9, 9, 9), new(1, 1, 1));
        var labels = new Volume<byte>(geometry, [.. Enumerable.Range(0, 729).Select(i => (byte)(i % 2 == 0 ? 200 : 3))]);
        var fine = VolumeGeometry.Identity(new(20, 20, 20), new(0.43, 0.43, 0.43));
        Assert.Subset(new HashSet<byte> { 0, 3, 200 }, Resample.Labels(labels, fine).Voxels.ToHashSet());
    }

    [Fact]
    public void N4TakesAwayMostOfAKnownBiasAndRepeatsItself()
    {
        var geometry = VolumeGeometry.Identity(new(32, 40, 40), new(2, 2, 2));
        var (biased, mask) = (new Volume<float>(geometry), new Volume<byte>(geometry));
        foreach (var v in Voxels(geometry.Size))
        {
            var r = Distance(geometry, v, (16, 20, 20));
            var tissue = r > 30 ? 0 : r > 22 ? 60 : r > 14 ? 100 : 140;
            biased[v.Z, v.Y, v.X] = (float)(tissue * Math.Exp(0.5 * ((v.X - 20) / 20.0)));
            mask[v.Z, v.Y, v.X] = (byte)(tissue > 0 ? 1 : 0);
        }

        var options = new N4Options { ShrinkFactor = 2, IterationsPerLevel = [30, 30] };
        var corrected = N4BiasFieldCorrection.Execute(biased, mask, options);
        var (before, after) = (Spread(biased), Spread(corrected));
        Assert.True(after < 0.35 * before, $"relative spread within tissues {before:F3} before, {after:F3} after");
        Assert.Equal(corrected.Voxels, N4BiasFieldCorrection.Execute(biased, mask, options).Voxels);

        double Spread(Volume<float> image)
        {
            var shell = Voxels(geometry.Size).Where(v => Distance(geometry, v, (16, 20, 20)) is > 14 and <= 22);
            var values = shell.Select(v => (double)image[v.Z, v.Y, v.X]).ToArray();
            var mean = values.Average();
            return Math.Sqrt(values.Average(v => (v - mean) * (v - mean))) / mean;
        }
    }

    [Fact]
    public void OtsuSplitsTwoClasses()
    {
        var voxels = Enumerable.Range(0, 1000).Select(i => i < 600 ? (i % 7) : 100f + (i % 5)).ToArray();
        Assert.InRange(OtsuThreshold.Execute(new Volume<float>(VolumeGeometry.Identity(new(10, 10, 10), new(1, 1, 1)), voxels)), 6, 100);
    }

    [Fact]
    public void MorphologyFillsAndRemoves()
    {
        var geometry = VolumeGeometry.Identity(new(9, 9, 9), new(1, 1, 1));
        var mask = new Volume<byte>(geometry);
        foreach (var v in Voxels(geometry.Size))
        {
            mask[v.Z, v.Y, v.X] = (byte)(v.Z is > 1 and < 7 && v.Y is > 1 and < 7 && v.X is > 1 and < 7 ? 255 : 0);
        }

        mask[4, 4, 4] = 0;
        Assert.Equal(125, BinaryMorphology.Fillhole(mask).Voxels.Sum(v => v));
        Assert.Equal(125, BinaryMorphology.Closing(mask, new(1, 1, 1)).Voxels.Sum(v => v));
        mask[4, 4, 4] = 1;
        mask[0, 0, 0] = 1;
        Assert.Equal(0, BinaryMorphology.Opening(mask, new(1, 1, 1))[0, 0, 0]);
        Assert.True(BinaryMorphology.Erode(mask, new(1, 1, 1)).Voxels.Sum(v => v) < 126);
        Assert.True(BinaryMorphology.Dilate(mask, new(1, 1, 1)).Voxels.Sum(v => v) > 126);
    }

    [Fact]
    public void AMaskOfAnotherSizeIsRefusedBeforeNativeCodeSeesIt()
    {
        var image = new Volume<float>(VolumeGeometry.Identity(new(9, 9, 9), new(1, 1, 1)));
        var mask = new Volume<byte>(VolumeGeometry.Identity(new(2, 2, 2), new(1, 1, 1)));
        Assert.Throws<ArgumentException>(() => N4BiasFieldCorrection.Execute(image, mask));
        Assert.Throws<ItkException>(() => N4BiasFieldCorrection.Execute(image));
    }

    [Fact]
    public void TheLibraryNamesItsVersionAndTakesANumberOfThreads()
    {
        Assert.StartsWith("5.", ItkLibrary.Version, StringComparison.Ordinal);
        var before = ItkLibrary.Threads;
        ItkLibrary.Threads = before + 1;
        Assert.Equal(before + 1, ItkLibrary.Threads);
        ItkLibrary.Threads = before;
    }

    private static IEnumerable<(int Z, int Y, int X)> Voxels(GridSize size) =>
        from z in Enumerable.Range(0, size.Z)
        from y in Enumerable.Range(0, size.Y)
        from x in Enumerable.Range(0, size.X)
        select (z, y, x);

    private static double Distance(VolumeGeometry g, (int Z, int Y, int X) a, (int Z, int Y, int X) b) =>
        (g.ToPhysical(a.Z, a.Y, a.X) - g.ToPhysical(b.Z, b.Y, b.X)).Length;

    private static IEnumerable<(int Z, int Y, int X)> Neighbours(GridSize size, (int Z, int Y, int X) v, bool full) =>
        from dz in Enumerable.Range(-1, 3)
        from dy in Enumerable.Range(-1, 3)
        from dx in Enumerable.Range(-1, 3)
        where (Math.Abs(dz) + Math.Abs(dy) + Math.Abs(dx)) is var steps && steps > 0 && (full || steps == 1)
        let n = (Z: v.Z + dz, Y: v.Y + dy, X: v.X + dx)
        where n.Z >= 0 && n.Z < size.Z && n.Y >= 0 && n.Y < size.Y && n.X >= 0 && n.X < size.X
        select n;

    private static bool IsBorder(Volume<byte> mask, (int Z, int Y, int X) v) =>
        mask[v.Z, v.Y, v.X] != 0 && Neighbours(mask.Geometry.Size, v, full: true).Any(n => mask[n.Z, n.Y, n.X] == 0);

    private static (int[] Labels, int Count) FloodFill(Volume<byte> mask, bool full)
    {
        var size = mask.Geometry.Size;
        var labels = new int[mask.Voxels.Length];
        var count = 0;
        foreach (var seed in Voxels(size).Where(v => mask[v.Z, v.Y, v.X] != 0))
        {
            if (labels[size.Offset(seed.Z, seed.Y, seed.X)] != 0)
            {
                continue;
            }

            count++;
            var open = new Stack<(int Z, int Y, int X)>([seed]);
            while (open.TryPop(out var v))
            {
                if (labels[size.Offset(v.Z, v.Y, v.X)] != 0)
                {
                    continue;
                }

                labels[size.Offset(v.Z, v.Y, v.X)] = count;
                foreach (var n in Neighbours(size, v, full).Where(n => mask[n.Z, n.Y, n.X] != 0))
                {
                    open.Push(n);
                }
            }
        }

        return (labels, count);
    }
}
