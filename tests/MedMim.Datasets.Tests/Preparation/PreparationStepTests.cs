using MedMim.Datasets.Preparation;
using MedMim.Datasets.Sampling;
using MedMim.Datasets.Tests.Fakes;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Foundation.Progress;

namespace MedMim.Datasets.Tests.Preparation;

public class PreparationStepTests
{
    [Fact]
    public async Task TheDatasetIsWhatWasPrepared()
    {
        using var archive = await FilledAsync();
        var folder = archive.Beside("prepared");
        var dataset = Run(archive, folder, new() { Spacing = (2, 2, 2) });
        Assert.Equal(3, dataset.Cases.Count);
        Assert.Equal(2, dataset.Cases.Count(c => c.HasLabel));
        foreach (var item in dataset.Cases)
        {
            var volume = dataset.Load(item.Id);
            Assert.Same(volume, dataset.Load(item.Id));
            Assert.Equal(new(6, 8, 6), item.Geometry.Size); // 6×2, 10×1.5, 12×1 mm at 2 mm
            Assert.Equal(item.Geometry.Size.Count, volume.Image.Length);
            Assert.Equal(item.HasLabel, volume.Label is not null);
            Assert.Equal(archive.Open().Find(item.Id).VoxelDigest, item.VoxelDigest);
            Assert.Equal(archive.Open().Find(item.Id).Geometry, dataset.OriginalGeometry(item.Id));
            Assert.Equal(64, new PatchSampler(new() { PatchSize = new(4, 4, 4) }).Sample(volume, new(new(1, "t"))).Image.Length);
        }
    }

    [Fact]
    public async Task UnchangedCasesAreKeptAndGoneOnesRemoved()
    {
        using var archive = await FilledAsync();
        var folder = archive.Beside("prepared");
        Run(archive, folder, new());
        var digest = ContentDigest.OfFolder(folder);
        var old = DateTime.UnixEpoch;
        foreach (var file in Directory.EnumerateFiles(folder, "*.image.npy"))
        {
            File.SetLastWriteTimeUtc(file, old);
        }

        Run(archive, folder, new());
        Assert.All(Directory.EnumerateFiles(folder, "*.image.npy"), f => Assert.Equal(old, File.GetLastWriteTimeUtc(f)));
        Assert.Equal(digest, ContentDigest.OfFolder(folder));
        Run(archive, folder, new() { ClipDeviations = 3 });
        Assert.All(Directory.EnumerateFiles(folder, "*.image.npy"), f => Assert.NotEqual(old, File.GetLastWriteTimeUtc(f)));
        File.Delete(archive.At("images/case0.nii.gz"));
        await archive.IngestAsync();
        Assert.Equal(2, Run(archive, folder, new()).Cases.Count);
        Assert.Equal(2, Directory.EnumerateFiles(folder, "*.image.npy").Count());
    }

    [Fact]
    public void AFolderWithoutAnIndexIsNamed()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("prepared.json", Assert.Throws<InputException>(() => PreparedDataset.Open(folder.Root)).Message, StringComparison.Ordinal);
    }

    private static PreparedDataset Run(Archive archive, string folder, PreparationOptions options) =>
        new PreparationStep(archive.Open(), options, SilentProgress.Instance).Run(folder, cancellation: TestContext.Current.CancellationToken);

    private static async Task<Archive> FilledAsync()
    {
        var archive = new Archive();
        archive.AddImage("images/case0.nii.gz", 0);
        archive.AddImage("images/case1.nii.gz", 1);
        archive.AddImage("images/case2.nii.gz", 2);
        archive.AddLabel("labels/case1.nii.gz");
        archive.AddLabel("labels/case2.nii.gz", value: 7);
        await archive.IngestAsync();
        return archive;
    }
}
