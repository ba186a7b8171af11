using CsCheck;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Tests.Volumes;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Formats;

public sealed class VolumeRoundTripTests
{
    [Theory]
    [InlineData("v.nii", 2e-4)]
    [InlineData("v.nii.gz", 2e-4)]
    [InlineData("v.nrrd", 1e-9)]
    [InlineData("v.mha", 1e-9)]
    public void VoxelsAreExactAndEveryCornerStaysInPlace(string name, double millimetres)
    {
        using var folder = new TemporaryFolder();
        Geometries.Any.Sample(
            geometry =>
            {
                var volume = new Volume<short>(geometry, Ramp(geometry.Size));
                VolumeFile.Write(folder.File(name), volume);
                var back = Assert.IsType<Volume<short>>(VolumeFile.Read(folder.File(name)));
                Assert.Equal(volume.Voxels, back.Voxels);
                Assert.Equal(geometry.Size, back.Geometry.Size);
                Assert.Equal(back.Geometry, VolumeFile.Inspect(folder.File(name)).Geometry);
                foreach (var z in new[] { 0, geometry.Size.Z })
                {
                    foreach (var (y, x) in new[] { (0, 0), (geometry.Size.Y, 0), (0, geometry.Size.X) })
                    {
                        var moved = (back.Geometry.ToPhysical(z, y, x) - geometry.ToPhysical(z, y, x)).Length;
                        Assert.True(moved <= millimetres, $"moved by {moved} mm: {geometry} became {back.Geometry}");
                    }
                }
            },
            iter: 60,
            threads: 1);
    }

    [Theory]
    [InlineData("v.nii.gz", 0)]
    [InlineData("v.nrrd", 1e-12)] // spacing is the length of a vector in the file, so its last bit may move
    [InlineData("v.mha", 0)]
    public void AfterTheFirstTripTheSpacingAndOriginChangeNoMore(string name, double tolerance)
    {
        using var folder = new TemporaryFolder();
        Geometries.Any.Sample(
            geometry =>
            {
                VolumeFile.Write(folder.File(name), new Volume<byte>(geometry));
                var once = VolumeFile.ReadLabel(folder.File(name));
                VolumeFile.Write(folder.File(name), once);
                var twice = VolumeFile.ReadLabel(folder.File(name));
                Assert.True((once.Geometry.Spacing - twice.Geometry.Spacing).Length <= tolerance);
                Assert.True((once.Geometry.Origin - twice.Geometry.Origin).Length <= tolerance);
                Assert.True(once.Geometry.CoincidesWith(twice.Geometry, 1e-6), $"{once.Geometry} became {twice.Geometry}");
            },
            iter: 40,
            threads: 1);
    }

    [Fact]
    public void FloatsLabelsAndWideIntegersKeepTheirValues()
    {
        using var folder = new TemporaryFolder();
        var geometry = VolumeGeometry.Identity(new(1, 2, 3), new(1, 1, 1));
        float[] floats = [0.5f, -1e-20f, 3e38f, 0, 1, 2];
        byte[] labels = [0, 1, 255, 3, 0, 1];
        ushort[] wide = [0, 40000, 65535, 1, 2, 3];
        VolumeFile.Write(folder.File("f.nii.gz"), new Volume<float>(geometry, floats));
        VolumeFile.Write(folder.File("l.nii.gz"), new Volume<byte>(geometry, labels));
        VolumeFile.Write(folder.File("w.nrrd"), new Volume<ushort>(geometry, wide));

        Assert.Equal(floats, Assert.IsType<Volume<float>>(VolumeFile.Read(folder.File("f.nii.gz"))).Voxels);
        Assert.Equal("float32", VolumeFile.Inspect(folder.File("f.nii.gz")).StoredType);
        Assert.Equal(labels, VolumeFile.ReadLabel(folder.File("l.nii.gz")).Voxels);
        Assert.Equal("uint8", VolumeFile.Inspect(folder.File("l.nii.gz")).StoredType);
        Assert.Equal(wide.Select(v => (float)v), Assert.IsType<Volume<float>>(VolumeFile.Read(folder.File("w.nrrd"))).Voxels);
        Assert.IsType<Volume<short>>(VolumeFile.Read(folder.File("l.nii.gz")));
    }

    [Fact]
    public void TheSameVolumeMakesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        var geometry = VolumeGeometry.Identity(new(3, 4, 5), new(0.7, 0.8, 2.5));
        var volume = new Volume<short>(geometry, Ramp(geometry.Size));
        foreach (var extension in new[] { ".nii", ".nii.gz", ".nrrd", ".mha" })
        {
            VolumeFile.Write(folder.File("a" + extension), volume);
            VolumeFile.Write(folder.File("b" + extension), volume);
            Assert.Equal(File.ReadAllBytes(folder.File("a" + extension)), File.ReadAllBytes(folder.File("b" + extension)));
        }
    }

    private static short[] Ramp(GridSize size) => [.. Enumerable.Range(0, (int)size.Count).Select(i => (short)((i * 37) - 900))];
}
