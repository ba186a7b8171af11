using System.Text;
using MedMim.Datasets.Store;
using MedMim.Datasets.Tests.Fakes;
using MedMim.Foundation.Files;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;

namespace MedMim.Datasets.Tests.Ingestion;

public class IngestorTests
{
    [Fact]
    public async Task ImagesAndLabelsBecomeSeries()
    {
        using var archive = Pairs(3);
        archive.AddText("readme.txt", "no scan");
        archive.AddImage("images/case9.nii.gz", 99);
        var summary = await archive.IngestAsync();
        Assert.Equal((8, 1, 4, 3), (summary.FilesSeen, summary.OtherFiles, summary.Series, summary.Labelled));
        Assert.Empty(summary.RefusedFiles);
        var store = archive.Open();
        var labelled = store.Series.Where(s => s.HasLabel).ToArray();
        Assert.Equal(3, labelled.Length);
        Assert.All(labelled, s => Assert.Equal([1], s.LabelValues));
        Assert.All(store.Series, s => Assert.Equal(s.HasLabel ? store.Label(s.Id)!.Value.ToArray().LongCount(v => v == 1) : null, s.LabelledVoxels));
        Assert.Equal(4, store.Series.Select(s => s.Patient).Distinct().Count());
        foreach (var series in store.Series)
        {
            Assert.Equal(series.VoxelDigest, ContentDigest.OfFile(StoreFiles.Image(archive.Store, series.Id)));
            Assert.Equal(series.Geometry.Size.Count, store.Tissue(series.Id).Length);
            Assert.Equal(series.Geometry.Size.Count, store.ReadImage(series.Id).Voxels.Length);
        }
    }

    [Fact]
    public async Task StoredVoxelsAreTheFiles()
    {
        using var archive = Pairs(1);
        await archive.IngestAsync();
        var store = archive.Open();
        var truth = VolumeFile.ReadFloat(archive.At("images/case0.nii.gz"));
        Assert.Equal(truth.Geometry, store.Series[0].Geometry);
        Assert.Equal(truth.Voxels, store.ReadImage(store.Series[0].Id).Voxels);
        Assert.Equal(VolumeFile.ReadLabel(archive.At("labels/case0.nii.gz")).Voxels, store.Label(store.Series[0].Id)!.Value.ToArray());
    }

    [Fact]
    public async Task NoNameReachesTheStore()
    {
        using var archive = new Archive();
        archive.AddImage("images/CanaryMiller_1950.nii.gz", 1);
        archive.AddLabel("labels/CanaryMiller_1950.nii.gz");
        archive.AddLabel("labels/CanarySmith.nii.gz");
        await archive.IngestAsync();
        foreach (var file in Directory.EnumerateFiles(archive.Store, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("Canary", Encoding.Latin1.GetString(File.ReadAllBytes(file)) + file, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task AnUnchangedArchiveIsNotReadAgain()
    {
        using var archive = Pairs(3);
        await archive.IngestAsync();
        var before = ContentDigest.OfFolder(archive.Store);
        var reader = new VolumeScanReader();
        var summary = await archive.IngestAsync(reader);
        Assert.Equal((0, 0, 3, 3), (reader.Reads, summary.FilesRead, summary.Unchanged, summary.Series));
        Assert.Equal(before, ContentDigest.OfFolder(archive.Store));
    }

    [Fact]
    public async Task OnlyWhatChangedIsReadAgain()
    {
        using var archive = Pairs(3);
        await archive.IngestAsync();
        archive.AddLabel("labels/case1.nii.gz", value: 2);
        File.SetLastWriteTimeUtc(archive.At("labels/case1.nii.gz"), DateTime.UnixEpoch);
        File.Delete(archive.At("images/case2.nii.gz"));
        archive.AddImage("images/new.nii.gz", 77);
        var reader = new VolumeScanReader();
        var summary = await archive.IngestAsync(reader);
        Assert.Equal((3, 1, 1), (reader.Reads, summary.Unchanged, summary.Dropped)); // case1's image and label, the new one
        Assert.Equal(1, summary.RefusedFiles[RefusalCodes.LabelWithoutImage]);
        Assert.Equal(["1", "2", ""], archive.Open().Series.Select(s => string.Join(',', s.LabelValues))
            .OrderBy(v => v.Length == 0).ThenBy(v => v, StringComparer.Ordinal));
        await AssertSameAsFresh(archive);
    }

    [Fact]
    public async Task AStoppedIngestGoesOnWhereItWas()
    {
        using var archive = Pairs(5);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => archive.IngestAsync(new VolumeScanReader { StopAfter = 5 }));
        var reader = new VolumeScanReader();
        await archive.IngestAsync(reader);
        Assert.Equal(6, reader.Reads); // 10 volumes, of which two pairs were finished
        await AssertSameAsFresh(archive);
    }

    [Fact]
    public async Task AStopWhileASeriesIsReplacedLeavesATrueCatalogue()
    {
        using var archive = Pairs(3);
        await archive.IngestAsync();
        archive.AddImage("images/case0.nii.gz", 1234);
        File.SetLastWriteTimeUtc(archive.At("images/case0.nii.gz"), DateTime.UnixEpoch);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => archive.IngestAsync(new VolumeScanReader { StopAfter = 0 }));
        var store = archive.Open();
        Assert.Equal(2, store.Series.Count);
        Assert.All(store.Series, s => Assert.Equal(s.VoxelDigest, ContentDigest.OfFile(StoreFiles.Image(archive.Store, s.Id))));
        await archive.IngestAsync();
        await AssertSameAsFresh(archive);
    }

    [Fact]
    public async Task HalfWrittenFilesAreSweptAway()
    {
        using var archive = Pairs(2);
        await archive.IngestAsync();
        var before = ContentDigest.OfFolder(archive.Store);
        File.WriteAllText(Path.Combine(archive.Store, "volumes", ".partial-1-0123456789abcdef.npy"), "half");
        File.WriteAllText(Path.Combine(archive.Store, "volumes", "0123456789abcdef.npy"), "orphan");
        await archive.IngestAsync();
        Assert.Equal(before, ContentDigest.OfFolder(archive.Store));
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(archive.Store, "volumes")), f => f.Contains("partial", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ALabelOfAnotherShapeIsRefusedAndItsImageKept()
    {
        using var archive = Pairs(1);
        archive.AddImage("images/odd.nii.gz", 5);
        archive.AddLabel("labels/odd.nii.gz", new(6, 10, 11));
        var summary = await archive.IngestAsync();
        Assert.Equal((2, 1), (summary.Series, summary.Labelled));
        var refusal = Assert.Single(archive.Open().Refusals);
        Assert.Equal(RefusalCodes.LabelGridMismatch, refusal.Code);
        Assert.Contains("6×10×11", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CopiesAreStoredOnce()
    {
        using var archive = Pairs(2);
        Directory.CreateDirectory(archive.At("copy"));
        File.Copy(archive.At("images/case0.nii.gz"), archive.At("copy/another.nii.gz"));
        var summary = await archive.IngestAsync();
        Assert.Equal((2, 2), (summary.Series, summary.Labelled));
        Assert.Equal(1, summary.RefusedFiles[RefusalCodes.Duplicate]);
        Assert.Equal(0, (await archive.IngestAsync()).FilesRead);
        File.Delete(archive.At("images/case0.nii.gz"));
        File.Delete(archive.At("labels/case0.nii.gz"));
        Assert.Equal((2, 1), ((await archive.IngestAsync()).Series, archive.Open().Series.Count(s => s.HasLabel)));
        await AssertSameAsFresh(archive);
    }

    [Fact]
    public async Task LinksInACircleEnd()
    {
        using var archive = Pairs(1);
        Directory.CreateSymbolicLink(archive.At("images/loop"), archive.Root);
        File.CreateSymbolicLink(archive.At("images/self.nii.gz"), archive.At("images/self.nii.gz"));
        Assert.Equal((2, 1), ((await archive.IngestAsync()).FilesSeen, archive.Open().Series.Count));
    }

    private static Archive Pairs(int count)
    {
        var archive = new Archive();
        for (var i = 0; i < count; i++)
        {
            archive.AddImage($"images/case{i}.nii.gz", (ulong)i);
            archive.AddLabel($"labels/case{i}.nii.gz");
        }

        return archive;
    }

    private static async Task AssertSameAsFresh(Archive archive)
    {
        var fresh = archive.Beside("fresh");
        await archive.IngestAsync(store: fresh);
        Assert.Equal(ContentDigest.OfFolder(fresh), ContentDigest.OfFolder(archive.Store));
    }
}
