using CsCheck;
using MedMim.Datasets.Preparation;
using MedMim.Datasets.Store;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tests.Preparation;

public class PreparerTests
{
    // A rotation by 30° about z: an oblique scan.
    private static readonly VolumeGeometry Oblique = new(
        new(10, 40, 30), new(0.8, 0.7, 3), new(-40, 25, 100),
        new(Math.Cos(Math.PI / 6), 0.5, 0), new(-0.5, Math.Cos(Math.PI / 6), 0), new(0, 0, 1));

    private static readonly PreparationPlan Plain = new() { Reorient = false, CropMargin = null };

    [Fact]
    public void TheBodyHasMeanZeroAndDeviationOne()
    {
        var image = Ramp(Oblique);
        var tissue = new Volume<byte>(Oblique, [.. image.Voxels.Select((_, i) => (byte)(i % 3 == 0 ? 2 : 0))]);
        var prepared = new Preparer(Plain).Prepare(image, "MR", tissue);
        var body = prepared.Image.Voxels.Where((_, i) => i % 3 == 0).Select(v => (double)v).ToArray();
        Assert.Equal(0, body.Average(), 5);
        Assert.Equal(1, Math.Sqrt(body.Average(v => v * v)), 5);
        Assert.Equal(Ramp(Oblique).Voxels, image.Voxels);
    }

    [Fact]
    public void CtIsClippedToItsWindowAndOutliersToFiveDeviations()
    {
        var image = Ramp(Oblique);
        image.Voxels[0] = 30000;
        var all = new Volume<byte>(Oblique, [.. image.Voxels.Select(_ => (byte)TissueClass.Tissue)]);
        var ct = new Preparer(Plain with { CtWindow = new(-100, 100) }).Prepare(image, "CT", all);
        Assert.Equal(ct.Image.Voxels[0], ct.Image.Voxels[200]); // 30000 and 200 HU are both 100 HU
        var clipped = new Preparer(Plain with { ClipDeviations = 0.5 }).Prepare(image, "MR", all);
        Assert.Equal((-0.5f, 0.5f), (clipped.Image.Voxels.Min(), clipped.Image.Voxels.Max()));
    }

    [Fact]
    public void TheGridKeepsAxesAndCentreAndStaysInside() =>
        Gen.Select(Gen.Double[0.3, 6], Gen.Double[0.3, 6], Gen.Double[0.3, 6]).Sample((z, y, x) =>
        {
            var grid = PreparedGrid.Of(Oblique, new(z, y, x));
            Assert.Equal(new Vector3(x, y, z), grid.Spacing);
            Assert.Equal((Oblique.AxisX, Oblique.AxisY, Oblique.AxisZ), (grid.AxisX, grid.AxisY, grid.AxisZ));
            Assert.True((Centre(grid) - Centre(Oblique)).Length < 1e-9);
            foreach (var corner in new[] { grid.ToPhysical(0, 0, 0), grid.ToPhysical(grid.Size.Z - 1, grid.Size.Y - 1, grid.Size.X - 1) })
            {
                var (iz, iy, ix) = Oblique.ToIndex(corner);
                Assert.InRange(iz, -0.5 - 1e-9, Oblique.Size.Z - 0.5 + 1e-9);
                Assert.InRange(iy, -0.5 - 1e-9, Oblique.Size.Y - 0.5 + 1e-9);
                Assert.InRange(ix, -0.5 - 1e-9, Oblique.Size.X - 0.5 + 1e-9);
            }
        });

    [Fact]
    public void LabelsComeBackToAnObliqueAnisotropicScan()
    {
        var label = new Volume<byte>(Oblique);
        for (var i = 0; i < label.Voxels.Length; i++)
        {
            var (z, y, x) = (i / 1200, i / 30 % 40, i % 30);
            label.Voxels[i] = (byte)(Math.Pow((z - 5) * 3, 2) + Math.Pow((y - 20) * 0.7, 2) + Math.Pow((x - 15) * 0.8, 2) < 64 ? 2 : 0);
        }

        var preparer = new Preparer(Plain with { Spacing = new(1, 1, 1) });
        var prepared = preparer.Prepare(Ramp(Oblique), "MR");
        var (there, record) = preparer.PrepareLabel(label, prepared.Region);
        Assert.Equal(new LabelRecord(0, 0), record);
        Assert.Equal(prepared.Image.Geometry, there.Geometry);
        Assert.Equal(new byte[] { 0, 2 }, there.Voxels.Distinct().Order());
        var back = prepared.LabelsToOriginal(there);
        Assert.Equal(Oblique, back.Geometry);
        var both = back.Voxels.Zip(label.Voxels, (a, b) => a != 0 && b != 0).Count(v => v);
        Assert.True(2.0 * both / (back.Voxels.Count(v => v != 0) + label.Voxels.Count(v => v != 0)) > 0.95);
    }

    [Fact]
    public void WithoutASpacingTheGridStays()
    {
        var prepared = new Preparer(Plain).Prepare(Ramp(Oblique), "MR");
        Assert.Equal(Oblique, prepared.Image.Geometry);
        Assert.Equal(Oblique, prepared.LabelsToOriginal(prepared.Tissue).Geometry);
        Assert.Throws<ArgumentException>(() => prepared.LabelsToOriginal(new(VolumeGeometry.Identity(new(1, 1, 1), new(1, 1, 1)))));
    }

    [Fact]
    public void CtMayBeScaledByTheDataSet()
    {
        var image = Ramp(Oblique);
        var plan = Plain with { CtWindow = new(100, 500), CtScale = new(300, 50), ClipDeviations = 3 };
        var prepared = new Preparer(plan).Prepare(image, "CT", new Volume<byte>(Oblique));
        Assert.Equal((-3f, 0f, 3f), (prepared.Image.Voxels[0], prepared.Image.Voxels[300], prepared.Image.Voxels[600]));
        Assert.Equal(1f, prepared.Image.Voxels[350], 5);
        Assert.Equal((new IntensityRange(100, 500), new IntensityScale(300, 50)), (prepared.Record.Window, prepared.Record.Scale));
    }

    [Theory]
    [InlineData("PT", 40f)]
    [InlineData("MR", 996f)]
    public void OnlyPetIsClippedToItsWindow(string modality, float largest)
    {
        var plan = Plain with { PetWindow = new(0, 40), ClipDeviations = 1000 };
        var prepared = new Preparer(plan).Prepare(Ramp(Oblique), modality, new Volume<byte>(Oblique));
        var scale = prepared.Record.Scale;
        Assert.Equal(largest, (prepared.Image.Voxels.Max() * scale.Deviation) + scale.Mean, 2);
    }

    /// <summary>Turned and cropped in every way, at its own spacing, a label comes back as it was, voxel for voxel.</summary>
    [Fact]
    public void WithoutResamplingTheWayBackIsExact() => Gen.Select(Gen.Int[0, 5], Gen.Bool.Array[3], Gen.Double[0, 6]).Sample(
        (order, flips, margin) =>
        {
            int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
            Vector3[] units = [new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)];
            var axes = orders[order].Select((a, i) => (flips[i] ? -1 : 1) * units[a]).ToArray();
            var grid = new VolumeGeometry(new(9, 11, 13), new(0.8, 1.1, 2.5), new(5, -7, 9), axes[0], axes[1], axes[2]);
            var tissue = new Volume<byte>(grid);
            var label = new Volume<byte>(grid);
            for (var z = 3; z < 6; z++)
            {
                for (var y = 2; y < 8; y++)
                {
                    tissue[z, y, 4] = tissue[z, y, 9] = (byte)TissueClass.Tissue;
                    label[z, y, 4 + (y % 5)] = (byte)(z + y);
                }
            }

            var preparer = new Preparer(new() { CropMargin = margin });
            var prepared = preparer.Prepare(Ramp(grid), "MR", tissue);
            var (there, record) = preparer.PrepareLabel(label, prepared.Region);
            Assert.Equal((prepared.Image.Geometry, new LabelRecord(0, 0)), (there.Geometry, record));
            Assert.Equal((1d, 1d, 1d), (there.Geometry.AxisX.X, there.Geometry.AxisY.Y, there.Geometry.AxisZ.Z));
            Assert.True(there.Geometry.Size.Count < grid.Size.Count || margin > 4);
            var back = prepared.LabelsToOriginal(there);
            Assert.Equal((grid, label.Voxels), (back.Geometry, back.Voxels), (a, b) => a.Item1 == b.Item1 && a.Item2.SequenceEqual(b.Item2));
        });

    private static Vector3 Centre(VolumeGeometry g) => g.ToPhysical((g.Size.Z - 1) / 2.0, (g.Size.Y - 1) / 2.0, (g.Size.X - 1) / 2.0);

    private static Volume<float> Ramp(VolumeGeometry geometry) =>
        new(geometry, [.. Enumerable.Range(0, (int)geometry.Size.Count).Select(i => (float)(i % 997))]);
}
