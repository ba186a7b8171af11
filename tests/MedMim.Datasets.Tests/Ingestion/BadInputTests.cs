using System.Diagnostics;
using MedMim.Datasets.Store;
using MedMim.Datasets.Tests.Fakes;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;

namespace MedMim.Datasets.Tests.Ingestion;

public class BadInputTests
{
    [Fact]
    public async Task AMissingArchive()
    {
        using var archive = new Archive();
        Directory.Delete(archive.Root);
        await RefusedAsync(archive, "is not a folder");
    }

    [Fact]
    public async Task AnEmptyArchive()
    {
        using var archive = new Archive();
        await RefusedAsync(archive, "is empty");
    }

    [Fact]
    public async Task AnArchiveWithoutAScan()
    {
        using var archive = new Archive();
        archive.AddText("notes.txt", "nothing here");
        await RefusedAsync(archive, "1 files and no scan");
    }

    [Fact]
    public async Task AnArchiveOfBrokenScansSaysWhyAndKeepsTheReasons()
    {
        using var archive = new Archive();
        archive.AddText("broken.nii", "this is no NIfTI file, whatever its name says");
        var failure = await Assert.ThrowsAsync<InputException>(() => archive.IngestAsync());
        Assert.Contains("no scan that can be used", failure.Message, StringComparison.Ordinal);

        // The same, and not that there is no scan, when nothing has changed since.
        failure = await Assert.ThrowsAsync<InputException>(() => archive.IngestAsync());
        Assert.Contains("no scan that can be used", failure.Message, StringComparison.Ordinal);
        Assert.Single(archive.Open().Refusals);
    }

    [Fact]
    public async Task AStoreOfANewerVersionIsLeftAlone()
    {
        using var archive = await FilledAsync();
        var manifest = Path.Combine(archive.Store, "store.json");
        await File.WriteAllTextAsync(
            manifest,
            (await File.ReadAllTextAsync(manifest, Token)).Replace("\"formatVersion\": 1", "\"formatVersion\": 2", StringComparison.Ordinal),
            Token);
        var before = ContentDigest.OfFolder(archive.Store);
        var failure = await Assert.ThrowsAsync<InputException>(() => archive.IngestAsync());
        Assert.Contains("store.json: has format version 2", failure.Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => archive.Open());
        Assert.Equal(before, ContentDigest.OfFolder(archive.Store));
    }

    [Fact]
    public async Task AStoreOfAnotherKey()
    {
        using var archive = await FilledAsync();
        var failure = await Assert.ThrowsAsync<InputException>(() => archive.IngestAsync(key: new PseudonymKey(new byte[32])));
        Assert.Contains("another pseudonym key", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStoreOfAnotherArchive()
    {
        using var archive = await FilledAsync();
        using var other = new Archive();
        other.AddImage("elsewhere.nii.gz", 8);
        var failure = await Assert.ThrowsAsync<InputException>(() => other.IngestAsync(store: archive.Store));
        Assert.Contains("another archive", failure.Message, StringComparison.Ordinal);
        Assert.Single(archive.Open().Series);
    }

    [Fact]
    public async Task AStoreThatIsBeingWritten()
    {
        using var archive = await FilledAsync();
        using var held = new FileStream(StoreFiles.Lock(archive.Store), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var failure = await Assert.ThrowsAsync<InputException>(() => archive.IngestAsync());
        Assert.Contains("being written by another process", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolderOfOtherThingsIsNoStore()
    {
        using var archive = new Archive();
        archive.AddImage("a.nii.gz", 1);
        Directory.CreateDirectory(archive.Store);
        await File.WriteAllTextAsync(Path.Combine(archive.Store, "thesis.txt"), "mine", Token);
        Assert.Contains("holds other things", (await Assert.ThrowsAsync<InputException>(() => archive.IngestAsync())).Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(archive.Store, "thesis.txt")));
    }

    [Fact]
    public async Task AStoreWhereNobodyMayWrite()
    {
        using var archive = new Archive();
        archive.AddImage("a.nii.gz", 1);
        var failure = await Assert.ThrowsAsync<InputException>(() => archive.IngestAsync(store: "/proc/medmim/store"));
        Assert.Contains("cannot be written", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADamagedCatalogueIsNamed()
    {
        using var archive = await FilledAsync();
        await File.WriteAllTextAsync(StoreFiles.Catalog(archive.Store), "PAR1 and nothing else", Token);
        Assert.Contains("catalog.parquet: is damaged", Assert.Throws<InputException>(() => archive.Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFullDiskIsSaidAndWhatWasThereStays()
    {
        using var archive = new Archive();
        var mount = archive.Beside("small");
        Directory.CreateDirectory(mount);
        Mount("-t", "tmpfs", "-o", "size=192k", "tmpfs", mount);
        try
        {
            var store = Path.Combine(mount, "store");
            archive.AddImage("first.nii.gz", 1);
            await archive.IngestAsync(store: store);
            var catalogue = await File.ReadAllBytesAsync(StoreFiles.Catalog(store), Token);
            archive.AddImage("large.nii.gz", 2, new(60, 60, 60));
            var failure = await Assert.ThrowsAsync<DiskFullException>(() => archive.IngestAsync(store: store));
            Assert.Contains("the disk is full", failure.Message, StringComparison.Ordinal);
            Assert.Equal(catalogue, await File.ReadAllBytesAsync(StoreFiles.Catalog(store), Token));
            Assert.Single(ScanStore.Open(store).Series);
        }
        finally
        {
            Process.Start("umount", mount).WaitForExit();
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<Archive> FilledAsync()
    {
        var archive = new Archive();
        archive.AddImage("a.nii.gz", 1);
        await archive.IngestAsync();
        return archive;
    }

    private static async Task RefusedAsync(Archive archive, string problem)
    {
        var failure = await Assert.ThrowsAsync<InputException>(() => archive.IngestAsync());
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
        Assert.Contains(archive.Root, failure.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(archive.Store));
    }

    private static void Mount(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("mount", arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            process.WaitForExit();
            Assert.SkipUnless(process.ExitCode == 0, "a small tmpfs cannot be mounted here");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("there is no mount here");
        }
    }
}
