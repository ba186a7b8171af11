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

    [Fact]
    public void TheBodyHasMeanZeroAndDeviationOne()
    {
        var image = Ramp(Oblique);
        var tissue = new Volume<byte>(Oblique, [.. image.Voxels.Select((_, i) => (byte)(i % 3 == 0 ? 2 : 0))]);
        var prepared = new Preparer(new()).Prepare(image, "MR", tissue);
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
        var ct = new Preparer(new() { CtWindow = (-100, 100) }).Prepare(image, "CT", all);
        Assert.Equal(ct.Image.Voxels[0], ct.Image.Voxels[200]); // 30000 and 200 HU are both 100 HU
        var clipped = new Preparer(new() { ClipDeviations = 0.5 }).Prepare(image, "MR", all);
        Assert.Equal((-0.5f, 0.5f), (clipped.Image.Voxels.Min(), clipped.Image.Voxels.Max()));
    }

    [Fact]
    public void TheGridKeepsAxesAndCentreAndStaysInside() =>
        Gen.Select(Gen.Double[0.3, 6], Gen.Double[0.3, 6], Gen.Double[0.3, 6]).Sample((z, y, x) =>
        {
            var grid = PreparedGrid.Of(Oblique, (z, y, x));
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

        var preparer = new Preparer(new() { Spacing = (1, 1, 1) });
        var prepared = preparer.Prepare(Ramp(Oblique), "MR");
        var there = preparer.PrepareLabel(label);
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
        var prepared = new Preparer(new()).Prepare(Ramp(Oblique), "MR");
        Assert.Equal(Oblique, prepared.Image.Geometry);
        Assert.Equal(Oblique, prepared.LabelsToOriginal(prepared.Tissue).Geometry);
        Assert.Throws<ArgumentException>(() => prepared.LabelsToOriginal(new(VolumeGeometry.Identity(new(1, 1, 1), new(1, 1, 1)))));
    }

    private static Vector3 Centre(VolumeGeometry g) => g.ToPhysical((g.Size.Z - 1) / 2.0, (g.Size.Y - 1) / 2.0, (g.Size.X - 1) / 2.0);

    private static Volume<float> Ramp(VolumeGeometry geometry) =>
        new(geometry, [.. Enumerable.Range(0, (int)geometry.Size.Count).Select(i => (float)(i % 997))]);
}
