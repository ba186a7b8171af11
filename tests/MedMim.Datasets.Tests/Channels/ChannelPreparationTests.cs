using MedMim.Datasets.Channels;
using MedMim.Datasets.Ingestion;
using MedMim.Datasets.Preparation;
using MedMim.Datasets.Store;
using MedMim.Datasets.Tests.Fakes;
using MedMim.Foundation.Progress;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tests.Channels;

/// <summary>Two channels of a case: ramps, so that closed forms say what every voxel must be.</summary>
public sealed class ChannelPreparationTests : IDisposable
{
    private static readonly ChannelRule[] Rules = [new("t1", "MR", ["*_t1"]), new("pet", "PT", ["*_pet"])];
    private static readonly PreparationOptions Options = new() { CropMargin = null, ClipDeviations = 1e6 };
    private readonly Archive archive = new();

    public void Dispose() => archive.Dispose();

    [Fact]
    public async Task AChannelOnTheSameGridIsTakenAsItIs()
    {
        Write("a_t1", new(8, 9, 10), new(1, 1, 1), default);
        Write("a_pet", new(8, 9, 10), new(1, 1, 1), default);
        var prepared = await PrepareAsync(Options);

        var volume = prepared.Load(Reference().Id);
        Assert.Equal(2, volume.ChannelCount);
        Assert.Equal(2, prepared.Cases.Single(c => c.Id == volume.Case.Id).Channels);
        Assert.Equal(1, prepared.Cases.Single(c => c.Id != volume.Case.Id).Channels);
        Assert.Equal(prepared.Load(Other().Id).Image.ToArray(), volume.Others[0].ToArray());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.8)]
    public async Task AChannelOnAnotherGridIsInterpolatedWhereItReaches(double? spacing)
    {
        // Twice as coarse, and its far end lies 4 mm before the reference's.
        Write("a_t1", new(12, 12, 12), new(1, 1, 1), default);
        Write("a_pet", new(6, 6, 5), new(2, 2, 2), new(0.5, 0.5, 0.5));
        var options = Options with { SpacingRule = spacing is null ? SpacingRule.Keep : SpacingRule.Fixed, Spacing = spacing is { } s ? new(s, s, s) : null };
        var prepared = await PrepareAsync(options);

        var volume = prepared.Load(Reference().Id);
        var (grid, reached) = (volume.Case.Geometry, 0);
        var (scaleA, scaleB) = (double.NaN, double.NaN);
        var first = 0.0;
        for (var i = 0; i < grid.Size.Count; i++)
        {
            var point = grid.ToPhysical(i / (grid.Size.Y * grid.Size.X), i / grid.Size.X % grid.Size.Y, i % grid.Size.X);
            if (point.X is < 3 or > 6 || point.Y is < 3 or > 8 || point.Z is < 3 or > 8)
            {
                continue;
            }

            // Linear interpolation of a linear function is that function; normalisation maps it linearly.
            var value = volume.Others[0].Span[i];
            if (reached++ == 0)
            {
                (first, scaleB) = (Ramp(point), value);
            }
            else if (double.IsNaN(scaleA) && Math.Abs(Ramp(point) - first) > 1)
            {
                scaleA = (value - scaleB) / (Ramp(point) - first);
            }
            else if (!double.IsNaN(scaleA))
            {
                // A spline rings a little beside the edge of what the channel reaches: less than 0.02 mm of the ramp.
                Assert.Equal(scaleB + (scaleA * (Ramp(point) - first)), value, (spacing is null ? 0.02 : 0.4) * Math.Abs(scaleA));
            }
        }

        Assert.True(reached > 100 && scaleA > 0);
        var least = float.PositiveInfinity;
        foreach (var value in volume.Others[0].Span)
        {
            least = Math.Min(least, value);
        }

        var beyond = grid.Size.Offset(grid.Size.Z / 2, grid.Size.Y / 2, grid.Size.X - 1);
        Assert.Equal(least, volume.Others[0].Span[(int)beyond], 1e-3);
        Assert.Empty(Directory.EnumerateFiles(prepared.Folder, "aligned-*"));
    }

    [Fact]
    public async Task SlabBySlabItIsTheSame()
    {
        Write("a_t1", new(30, 12, 12), new(1, 1, 2), default);
        Write("a_pet", new(16, 7, 6), new(2, 2, 4), new(0.5, 0.5, 0.5));
        var options = Options with { CropMargin = 10, SpacingRule = SpacingRule.Fixed, Spacing = new(1.5, 1.5, 1.5) };
        var prepared = await PrepareAsync(options);
        var (volume, store) = (prepared.Load(Reference().Id), archive.Open());
        var area = volume.Case.Geometry.Size.Y * volume.Case.Geometry.Size.X;

        using var slabs = new SlabPreparer(prepared.Plan, archive.Root) { WholeLimit = 0, SlabVoxels = 7 * area }
            .Prepare(store.Scan(Reference().Id), [store.Scan(Other().Id)], TestContext.Current.CancellationToken);

        Assert.Equal((2, volume.Case.Geometry), (slabs.Channels, slabs.Geometry));
        var (one, both) = (new MemorySlices(volume), new float[2 * area]);
        var expected = new float[2 * area];
        for (var z = 0; z < slabs.Geometry.Size.Z; z++)
        {
            slabs.Read(z, both);
            one.Read(z, expected);
            for (var i = 0; i < both.Length; i++)
            {
                Assert.Equal(expected[i], both[i], 2e-3);
            }
        }
    }

    [Fact]
    public async Task AChangedChannelIsPreparedAnewAndAGoneOneLeavesNoFile()
    {
        Write("a_t1", new(8, 9, 10), new(1, 1, 1), default);
        Write("a_pet", new(8, 9, 10), new(1, 1, 1), default);
        var before = (await PrepareAsync(Options)).DigestOf(Reference().Id);
        Write("a_pet", new(8, 9, 10), new(1, 1, 1), new(0, 0, 0.3));
        var after = await PrepareAsync(Options);
        Assert.NotEqual(before, after.DigestOf(Reference().Id));
        File.Delete(archive.At("a_pet.nii.gz"));
        var alone = await PrepareAsync(Options);
        Assert.Equal(1, Assert.Single(alone.Cases).Channels);
        Assert.Empty(Directory.EnumerateFiles(alone.Folder, "*.channel-*"));
    }

    private static double Ramp(Vector3 p) => 100 + (20 * p.X) + (7 * p.Y) + (3 * p.Z);

    private void Write(string name, GridSize size, Vector3 spacing, Vector3 origin)
    {
        var volume = new Volume<float>(VolumeGeometry.Identity(size, spacing) with { Origin = origin });
        for (var i = 0; i < volume.Voxels.Length; i++)
        {
            // Not the same voxels: ingest would take them for a copy.
            volume.Voxels[i] = (name.EndsWith("pet", StringComparison.Ordinal) ? 2 : 1) * (float)Ramp(volume.Geometry.ToPhysical(i / (size.Y * size.X), i / size.X % size.Y, i % size.X));
        }

        VolumeFile.Write(archive.At(name + ".nii.gz"), volume);
    }

    private SeriesRecord Reference() => archive.Open().Series.Single(s => s.Channel == "t1");

    private SeriesRecord Other() => archive.Open().Series.Single(s => s.Channel == "pet");

    private async Task<PreparedDataset> PrepareAsync(PreparationOptions options)
    {
        await new Ingestor(new VolumeScanReader(), Archive.Key, SilentProgress.Instance).RunAsync(
            new() { ArchivePath = archive.Root, StorePath = archive.Store, Parallelism = 1, Channels = Rules }, TestContext.Current.CancellationToken);
        Assert.Single(archive.Open().Series.Select(s => s.Patient).Distinct());
        return new PreparationStep(archive.Open(), options, SilentProgress.Instance) { Channels = Rules }
            .Run(archive.Beside("prepared"), cancellation: TestContext.Current.CancellationToken);
    }
}
