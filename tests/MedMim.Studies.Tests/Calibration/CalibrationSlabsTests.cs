using MedMim.Evaluation.Calibration;
using MedMim.Evaluation.Statistics;
using MedMim.Imaging.Volumes;
using MedMim.Studies.Calibration;

namespace MedMim.Studies.Tests.Calibration;

public sealed class CalibrationSlabsTests
{
    private static readonly VolumeGeometry Grid = new(new(3, 4, 5), new(1, 1, 1), new(0, 0, 0), new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    /// <summary>Axes exchanged and reversed, and a part cut out: each voxel meets its own reference.</summary>
    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(-1, 2, 3)]
    [InlineData(2, 1, 3)]
    [InlineData(-3, 1, -2)]
    public void EveryVoxelIsComparedWithItsOwnReference(int z, int y, int x)
    {
        var order = new AxisOrder(z, y, x);
        var turned = order.Apply(Grid).Size;
        var region = new SourceRegion(Grid, order, new VoxelBox(1, 0, 1, new(turned.Z - 1, turned.Y, turned.X - 1)));
        byte[] reference = [.. Enumerable.Range(0, (int)Grid.Size.Count).Select(i => (byte)(i % 3))];
        var slabs = new CalibrationSlabs(region, reference, [1, 2]);
        var own = region.Take<byte>(reference).Voxels;
        var area = region.Box.Size.Y * region.Box.Size.X;

        // 0.75 for label 1 where it is label 1 and nowhere else; 0.25 for label 2 everywhere.
        slabs.Begin(3, region.Geometry);
        for (var slice = 0; slice < region.Box.Size.Z; slice++)
        {
            var labels = own.AsSpan(slice * area, area).ToArray();
            slabs.Add(slice, [.. labels.Select(_ => 0f), .. labels.Select(l => l == 1 ? 0.75f : 0f), .. labels.Select(_ => 0.25f)]);
        }

        slabs.End();
        var (ones, twos) = (own.Count(v => v == 1), own.Count(v => v == 2));
        Assert.Equal((ones, ones), (slabs.Counts[0].Voxels[7], slabs.Counts[0].Hits[7]));
        Assert.Equal((own.Length, twos), (slabs.Counts[1].Voxels[2], slabs.Counts[1].Hits[2]));
        Assert.Equal(ones, slabs.Counts[0].Voxels.Sum());
    }

    [Fact]
    public void SlabsOfAnotherGridOrOtherClassesAreRefused()
    {
        var slabs = new CalibrationSlabs(SourceRegion.Whole(Grid), new byte[60], [1]);
        Assert.Throws<ArgumentException>(() => slabs.Begin(3, Grid));
        Assert.Throws<ArgumentException>(() => slabs.Begin(2, Grid with { Size = new(4, 3, 5) }));
    }

    /// <summary>What is read again gives the same figures: 0.75 that came true twice in three times is off by 1/12.</summary>
    [Fact]
    public void CountsSurviveTheirFile()
    {
        using var folder = new TemporaryFolder();
        var counts = new ReliabilityCounts();
        counts.Add([0.75f, 0.75f, 0.75f], [1, 1, 0], 1);
        Assert.Empty(CalibrationFile.Read(folder.File("none")));
        CalibrationFile.Write(folder.File("arm"), [new("case", "patient", 1, counts)]);
        var read = CalibrationFile.Read(folder.File("arm"));
        Assert.Equal(("case", "patient", (byte)1), (read.Single().CaseId, read.Single().Patient, read.Single().Label));
        Assert.Equal(1.0 / 12, CalibrationFigures.Of("arm", 1, read, new BootstrapOptions(1) { Replicates = 100 }).Error!.Estimate, 1e-12);
    }
}
