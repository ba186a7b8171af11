using System.IO.Compression;
using MedMim.Evaluation.Galleries;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Rendering;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Tests.Galleries;

public sealed class ViewerVolumesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("medmim-viewer-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>A lesion of 3 voxels at [40, 100, 120] in a scan of 80 × 200 × 240 mm: 100 mm around it, cut at the scan's border.</summary>
    [Fact]
    public void Surroundings_are_cut_out_and_stay_where_they_are()
    {
        var volumes = Volumes(VolumeGeometry.Identity(new(80, 200, 240), new(1, 1, 1)) with { Origin = new(-7, 11, 13) });
        volumes.Reference[40, 100, 119] = volumes.Reference[40, 100, 120] = volumes.Prediction[40, 100, 120] = volumes.Prediction[40, 100, 121] = 1;
        volumes.Scan[40, 100, 120] = 5;
        var viewer = ViewerVolumes.Of(volumes, new FieldOfView(40, 100, 120, 100));
        var agreement = Read(viewer.Agreement);
        Assert.Equal(new GridSize(80, 101, 101), agreement.Geometry.Size);
        Assert.Equal("axial", viewer.Plane);
        Assert.Equal([1, 1, 1], viewer.Step);
        Assert.Equal([-(120.0 - 7), -(100.0 + 11), 40.0 + 13], viewer.Focus);
        Assert.Equal([1, 3, 2], new[] { 119, 120, 121 }.Select(x => (int)At(agreement, volumes.Scan.Geometry.ToPhysical(40, 100, x))));
        Assert.Equal(3, agreement.Voxels.Count(v => v != 0));
        Assert.Equal(255, At(Read(viewer.Scan), volumes.Scan.Geometry.ToPhysical(40, 100, 120)));
    }

    [Fact]
    public void Labels_that_differ_are_told_from_those_that_agree()
    {
        var volumes = Volumes(VolumeGeometry.Identity(new(2, 3, 4), new(1, 1, 1)));
        (volumes.Reference[0, 0, 0], volumes.Prediction[0, 0, 0]) = (1, 2);
        (volumes.Reference[0, 0, 1], volumes.Prediction[0, 0, 1]) = (2, 2);
        Assert.Equal([4, 3, 0], Read(ViewerVolumes.Of(volumes, new FieldOfView(0, 0, 0, 4)).Agreement).Voxels.Take(3));
    }

    /// <summary>Too many voxels: blocks, along the finest axes first, whose middles stay where they were.</summary>
    [Fact]
    public void Large_parts_become_coarser()
    {
        var volumes = Volumes(VolumeGeometry.Identity(new(20, 64, 64), new(1, 1, 5)));
        volumes.Reference.Voxels.AsSpan().Fill(1);
        var viewer = ViewerVolumes.Of(volumes, new FieldOfView(0, 0, 0, 64), mostVoxels: 20 * 32 * 32);
        Assert.Equal([1, 2, 2], viewer.Step);
        var coarse = Read(viewer.Agreement);
        Assert.Equal((new GridSize(20, 32, 32), new Vector3(2, 2, 5), new Vector3(0.5, 0.5, 0)), (coarse.Geometry.Size, coarse.Geometry.Spacing, coarse.Geometry.Origin));
        Assert.All(coarse.Voxels, v => Assert.Equal(1, v));
    }

    [Theory]
    [InlineData(0, 0, 1, "axial")]
    [InlineData(0.1, -0.9, 0.42, "coronal")]
    [InlineData(-1, 0, 0, "sagittal")]
    public void The_plane_is_the_nearest(double x, double y, double z, string plane)
    {
        var grid = VolumeGeometry.Identity(new(2, 2, 2), new(1, 1, 1)) with { AxisZ = new(x, y, z) };
        Assert.Equal(plane, ViewerVolumes.Of(Volumes(grid), new FieldOfView(0, 0, 0, 2)).Plane);
    }

    private static GalleryVolumes Volumes(VolumeGeometry geometry) => new(new(geometry), new(geometry), new(geometry));

    private static byte At(Volume<byte> volume, Vector3 point)
    {
        var (z, y, x) = volume.Geometry.ToIndex(point);
        return volume[(int)Math.Round(z), (int)Math.Round(y), (int)Math.Round(x)];
    }

    private Volume<byte> Read(ReadOnlyMemory<byte> packed)
    {
        var path = Path.Combine(folder, Guid.NewGuid().ToString("N") + ".nii");
        using (var file = File.Create(path))
        using (var stream = new GZipStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress))
        {
            stream.CopyTo(file);
        }

        return VolumeFile.ReadLabel(path);
    }
}
