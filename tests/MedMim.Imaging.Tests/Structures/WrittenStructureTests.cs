using MedMim.Imaging.Structures;
using MedMim.Imaging.Tests.Scans;
using MedMim.Imaging.Tests.Workers;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Structures;

/// <summary>Structure sets as files, judged by another program and read back.</summary>
[Collection(WorkerCollection.Name)]
public sealed class WrittenStructureTests(SharedReader shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_valid()
    {
        using var scratch = new ScratchFolder();
        var mask = new Volume<byte>(VolumeGeometry.Identity(new(2, 6, 7), new(0.7, 0.8, 2.5)));
        mask[0, 1, 1] = mask[0, 2, 2] = mask[1, 5, 6] = mask[1, 0, 0] = 1;
        var dataset = StructureWriter.Create(StructureWriterTests.Series(2), [new("GTV_Größe", mask)], "1.9", "1.9.1");
        await shared.Writer.WriteAsync([new(dataset, null, scratch["s.dcm"])], Token);
        Assert.Empty(Dciodvfy.Errors(scratch["s.dcm"]));
    }

    // The length of a text has 16 bits in an explicit file: more points than fit there.
    [Fact]
    public async Task An_outline_of_thousands_of_corners_comes_back()
    {
        using var scratch = new ScratchFolder();
        var mask = new Volume<byte>(VolumeGeometry.Identity(new(1, 128, 128), new(0.7031, 0.8017, 2.5)));
        // A comb whose teeth have teeth: one outline round all of it.
        for (var y = 0; y < 128; y++)
        {
            for (var x = 0; x < 128; x++)
            {
                mask[0, y, x] = (byte)(x < 2 || y % 4 == 0 || (y % 4 == 1 && x % 2 == 0) ? 1 : 0);
            }
        }

        var dataset = StructureWriter.Create(StructureWriterTests.Series(1), [new("comb", mask)], "1.9", "1.9.1");
        var longest = StructureSetReader.From(dataset).Regions[0].Contours.Max(c => c.Points.Count);
        Assert.True(longest > 3000, $"{longest} points");
        await shared.Writer.WriteAsync([new(dataset, null, scratch["s.dcm"])], Token);
        var set = await shared.Reader.ReadStructuresAsync(scratch["s.dcm"], Token);
        Assert.Equal(mask.Voxels, ContourRasterizer.Rasterize(set.Regions, mask.Geometry).Voxels);
    }
}
