using CsCheck;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Structures;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Structures;

public sealed class StructureWriterTests
{
    // An oblique, anisotropic grid, far from the origin: what rounding to decimal strings has to survive.
    private static VolumeGeometry Oblique(GridSize size)
    {
        var row = new Vector3(0.8, 0.6, 0);
        var column = new Vector3(-0.36, 0.48, 0.8);
        return new(size, new(0.7031, 1.1, 3.27), new(-251.1713, 98.25, 1204.5), row, column, Vector3.Cross(row, column));
    }

    internal static ReferencedSeries Series(int slices) => new()
    {
        PatientId = "P1",
        StudyUid = "1.2.3",
        SeriesUid = "1.2.3.4",
        FrameOfReferenceUid = "1.2.3.5",
        SopClassUid = DicomUids.CtImage,
        InstanceUids = [.. Enumerable.Range(0, slices).Select(k => $"1.2.3.4.{k + 1}")],
    };

    [Fact]
    public void Masks_come_back_unchanged() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 12], Gen.Int[1, 12])
            .SelectMany(s => Gen.Byte[0, 1].Array[s.Item1 * s.Item2 * s.Item3].Select(v => (Size: s, Voxels: v)))
            .Where(m => m.Voxels.Contains((byte)1))
            .Sample(m =>
            {
                var mask = new Volume<byte>(Oblique(new(m.Size.Item1, m.Size.Item2, m.Size.Item3)), m.Voxels);
                Assert.Equal(mask.Voxels, RoundTrip(mask).Voxels);
            });

    [Fact]
    public void Holes_and_islands_within_them_survive()
    {
        var mask = new Volume<byte>(VolumeGeometry.Identity(new(1, 9, 9), new(1, 1, 1)));
        for (var y = 0; y < 9; y++)
        {
            for (var x = 0; x < 9; x++)
            {
                var ring = Math.Max(Math.Abs(x - 4), Math.Abs(y - 4));
                mask[0, y, x] = (byte)(ring is 4 or 1 or 0 ? 1 : 0);
            }
        }

        var set = StructureSetReader.From(StructureWriter.Create(Series(1), [new("ring", mask)], "1.9", "1.9.1"));
        Assert.Equal(3, set.Regions[0].Contours.Count);
        Assert.Equal(mask.Voxels, ContourRasterizer.Rasterize(set.Regions, mask.Geometry).Voxels);
    }

    [Fact]
    public void References_the_series()
    {
        var mask = new Volume<byte>(VolumeGeometry.Identity(new(2, 3, 3), new(1, 1, 1))) { [1, 1, 1] = 1 };
        var dataset = StructureWriter.Create(Series(2), [new("GTV", mask), new("empty", new(mask.Geometry))], "1.9", "1.9.1");
        var set = StructureSetReader.From(dataset);
        Assert.Equal(["1.2.3.4"], set.ReferencedSeriesUids);
        Assert.Equal("1.2.3.5", set.FrameOfReferenceUid);
        Assert.Equal(["GTV", "empty"], set.Regions.Select(r => r.Name));
        Assert.Empty(set.Regions[1].Contours);
        var contour = dataset.Items(DicomTags.RoiContourSequence)[0].Items(DicomTags.ContourSequence)[0];
        Assert.Equal("1.2.3.4.2", contour.Items(DicomTags.ContourImageSequence)[0].Text(DicomTags.ReferencedSopInstanceUid));
    }

    [Fact]
    public void Another_number_of_slices_is_an_error() => Assert.Throws<ArgumentException>(() =>
        StructureWriter.Create(Series(2), [new("x", new(VolumeGeometry.Identity(new(3, 2, 2), new(1, 1, 1))))], "1", "2"));

    private static Volume<byte> RoundTrip(Volume<byte> mask)
    {
        var dataset = StructureWriter.Create(Series(mask.Geometry.Size.Z), [new("region", mask)], "1.9", "1.9.1");
        return ContourRasterizer.Rasterize(StructureSetReader.From(dataset).Regions, mask.Geometry);
    }
}
