using MedMim.Datasets.Preparation;
using MedMim.Datasets.Tests.Fakes;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tests.Preparation;

/// <summary>A scan that is prepared slab by slab against the same scan prepared whole.</summary>
public sealed class SlabPreparerTests : IAsyncLifetime
{
    private readonly Archive archive = new();

    public static TheoryData<string> Plans => ["own", "isotropic", "finer", "thick", "thick-y", "ct"];

    public async ValueTask InitializeAsync()
    {
        // Long enough for slabs whose surroundings do not reach to the ends; axes exchanged and mirrored.
        Directory.CreateDirectory(archive.At("ct"));
        VolumeFile.Write(archive.At("axial.nii.gz"), Noise(new(90, 11, 9), new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)));
        VolumeFile.Write(archive.At("sagittal.nii.gz"), Noise(new(12, 80, 14), new(0, 1, 0), new(0, 0, -1), new(-1, 0, 0)));
        VolumeFile.Write(archive.At("ct/coronal.nii.gz"), Noise(new(10, 70, 13), new(-1, 0, 0), new(0, 0, 1), new(0, 1, 0)));
        await archive.IngestAsync();
    }

    public ValueTask DisposeAsync()
    {
        archive.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void SlabsAreThePreparedScan(string name)
    {
        var plan = Plan(name);
        var store = archive.Open();
        Assert.Equal(3, store.Series.Count);
        foreach (var series in store.Series)
        {
            var tissue = new Volume<byte>(series.Geometry, store.Tissue(series.Id).ToArray());
            var whole = new Preparer(plan).Prepare(store.ReadImage(series.Id), series.Modality, tissue);
            var area = whole.Image.Geometry.Size.Y * whole.Image.Geometry.Size.X;
            var preparer = new SlabPreparer(plan, archive.Root) { WholeLimit = 0, SlabVoxels = 7 * area };

            using var slabs = preparer.Prepare(store.Scan(series.Id), TestContext.Current.CancellationToken);

            Assert.Equal(whole.Region, slabs.Region);
            Assert.Equal(whole.Image.Geometry, slabs.Geometry);
            Assert.Equal((whole.Record.Interpolation, whole.Record.Window), (slabs.Record.Interpolation, slabs.Record.Window));
            var slice = new float[area];
            var worst = 0.0;
            for (var z = 0; z < slabs.Geometry.Size.Z; z++)
            {
                slabs.Read(z, slice);
                for (var i = 0; i < area; i++)
                {
                    worst = Math.Max(worst, Math.Abs(slice[i] - whole.Image.Voxels[(z * area) + i]));
                }
            }

            // In deviations of the body; the same bytes where nothing is resampled.
            Assert.True(name is "own" or "ct" ? worst == 0 : worst < 2e-5, $"{series.SourceFormat} {series.Geometry.Size}: {worst}");
        }
    }

    [Fact]
    public void ASmallScanIsPreparedAsTrainingDoes()
    {
        var store = archive.Open();
        var series = store.Series[0];
        var plan = Plan("isotropic");
        var tissue = new Volume<byte>(series.Geometry, store.Tissue(series.Id).ToArray());
        var whole = new Preparer(plan).Prepare(store.ReadImage(series.Id), series.Modality, tissue);

        using var small = new SlabPreparer(plan, archive.Root).Prepare(store.Scan(series.Id), TestContext.Current.CancellationToken);

        var slice = new float[whole.Image.Geometry.Size.Y * whole.Image.Geometry.Size.X];
        small.Read(3, slice);
        Assert.Equal(whole.Image.Voxels[(3 * slice.Length)..(4 * slice.Length)], slice);
    }

    [Fact]
    public void NoFileIsLeftBehind()
    {
        var store = archive.Open();
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        var before = Directory.GetFiles(archive.Root);

        Assert.Throws<OperationCanceledException>(
            () => new SlabPreparer(Plan("own"), archive.Root) { WholeLimit = 0 }.Prepare(store.Scan(store.Series[0].Id), stopped.Token));
        new SlabPreparer(Plan("own"), archive.Root).Prepare(store.Scan(store.Series[0].Id), TestContext.Current.CancellationToken).Dispose();

        Assert.Equal(before, Directory.GetFiles(archive.Root));
    }

    private static PreparationPlan Plan(string name) => name switch
    {
        "own" => new() { CropMargin = null },
        "isotropic" => new() { Spacing = new(1.3, 1.3, 1.3), CropMargin = 1 },
        "finer" => new() { Spacing = new(0.7, 0.9, 0.6), CropMargin = null },
        "thick" => new() { Spacing = new(4, 0.8, 0.8), CropMargin = null },
        "thick-y" => new() { Spacing = new(0.8, 4, 0.8), CropMargin = null, Reorient = false },
        _ => new() { CtWindow = new(-100, 300), CropMargin = null },
    };

    private static Volume<short> Noise(GridSize size, Vector3 x, Vector3 y, Vector3 z)
    {
        var volume = new Volume<short>(new(size, new(0.9, 1.1, 1), new(-30, 20, 10), x, y, z));
        var random = new RandomStream(new StreamKey((ulong)size.Z, "test.slabs"));
        for (var i = 0; i < volume.Voxels.Length; i++)
        {
            volume.Voxels[i] = (short)(random.NextInt32(200) + (i % size.X is > 2 and < 8 ? 900 : 0));
        }

        return volume;
    }
}
