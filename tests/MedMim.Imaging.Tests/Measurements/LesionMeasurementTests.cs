using CsCheck;
using MedMim.Imaging.Itk;
using MedMim.Imaging.Measurements;
using MedMim.Imaging.Tests.Volumes;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Measurements;

public sealed class LesionMeasurementTests
{
    [Fact]
    public void ABoxIsMeasuredAsItWasMade()
    {
        // 3 × 4 × 5 voxels of 2 × 1.5 × 0.5 mm, the array's axes being the patient's.
        var labels = new Volume<byte>(VolumeGeometry.Identity(new(10, 12, 14), new(0.5, 1.5, 2)) with { Origin = new(-10, 20, 5) });
        Fill(labels, 2, (1, 4), (2, 6), (3, 8));
        labels[9, 11, 13] = 2;
        labels[9, 0, 0] = 7;

        var lesions = LesionMeasurement.All(labels, 2);

        Assert.Equal(2, lesions.Count);
        Assert.Equal((60, 0.09), (lesions[0].Voxels, Math.Round(lesions[0].Volume, 9)));
        Assert.Equal(Math.Sqrt((2 * 2) + (4.5 * 4.5) + (4 * 4)), lesions[0].Diameter, 9);
        Assert.Equal(Math.Sqrt((2 * 2) + (4.5 * 4.5)), lesions[0].AxialDiameter, 9);
        Assert.True((lesions[0].Centroid - new Vector3(-10 + (5 * 0.5), 20 + (3.5 * 1.5), 5 + (2 * 2))).Length < 1e-9);
        Assert.Equal((1, 0.0, 0.0), (lesions[1].Voxels, lesions[1].Diameter, lesions[1].AxialDiameter));
    }

    [Fact]
    public void ASagittalScanIsMeasuredAcrossTheBody()
    {
        // x to the back, y to the feet, z to the left; a rod of 6 voxels along the head's axis and one of 3 along z.
        var sagittal = new VolumeGeometry(new(8, 20, 9), new(1, 2, 3), default, new(0, 1, 0), new(0, 0, -1), new(1, 0, 0));
        var labels = new Volume<byte>(sagittal);
        Fill(labels, 1, (4, 5), (3, 9), (4, 5));
        Fill(labels, 1, (4, 7), (3, 4), (4, 5));

        var lesion = Assert.Single(LesionMeasurement.All(labels, 1));

        Assert.Equal(Math.Sqrt((10 * 10) + (6 * 6)), lesion.Diameter, 9);
        Assert.Equal(6, lesion.AxialDiameter, 9);
    }

    /// <summary>Components against ITK's, diameters against all pairs of voxels, on any grid.</summary>
    [Fact]
    public void LesionsAreThoseOfItkAndDiametersThoseOfAllPairs() =>
        Gen.Select(Geometries.Any, Gen.Int[0, 1000], Gen.Double[0.05, 0.5]).Sample((grid, seed, share) =>
        {
            var random = new Random(seed);
            var labels = new Volume<byte>(grid, [.. Enumerable.Range(0, (int)grid.Size.Count).Select(_ => (byte)(random.NextDouble() < share ? 3 : 0))]);
            var components = ConnectedComponent.Execute(new Volume<byte>(grid, [.. labels.Voxels.Select(v => (byte)(v == 3 ? 1 : 0))]), fullyConnected: true);
            var expected = components.Labels.Voxels.Index().Where(v => v.Item > 0).GroupBy(v => v.Item, v => v.Index)
                .Select(g => (Count: g.LongCount(), Diameter: Widest(grid, [.. g]))).Order();

            var lesions = LesionMeasurement.All(labels, 3);

            Assert.Equal(expected.Select(e => e.Count), lesions.Select(l => (Count: l.Voxels, l.Diameter)).Order().Select(l => l.Count));
            Assert.All(expected.Select(e => e.Diameter).Order().Zip(lesions.Select(l => l.Diameter).Order()), p => Assert.Equal(p.First, p.Second, 6));
            Assert.All(lesions, l => Assert.True(l.AxialDiameter <= l.Diameter + 1e-9));
        }, iter: 40);

    private static double Widest(VolumeGeometry grid, int[] voxels)
    {
        var points = voxels.Select(v => grid.ToPhysical(
            v / (grid.Size.Y * grid.Size.X), v / grid.Size.X % grid.Size.Y, v % grid.Size.X)).ToArray();
        return points.SelectMany(a => points.Select(b => (a - b).Length)).Max();
    }

    private static void Fill(Volume<byte> labels, byte value, (int From, int To) z, (int From, int To) y, (int From, int To) x)
    {
        for (var i = z.From; i < z.To; i++)
        {
            for (var j = y.From; j < y.To; j++)
            {
                for (var k = x.From; k < x.To; k++)
                {
                    labels[i, j, k] = value;
                }
            }
        }
    }
}
