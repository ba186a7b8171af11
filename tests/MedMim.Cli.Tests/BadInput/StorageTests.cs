using MedMim.Cli.Tests.Pipeline;

namespace MedMim.Cli.Tests.BadInput;

/// <summary>Disks that cannot be written, or not enough.</summary>
public sealed class StorageTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("medmim-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Fact]
    public async Task AReadOnlyStoreIsNamedAndLeftAlone()
    {
        MakeArchive(1);
        using var disk = new TinyDisk(Path.Combine(home, "disk"), "8m");
        var store = Path.Combine(disk.Folder, "store");
        Assert.Equal(0, (await MedMimProcess.RunAsync(home, "ingest", "archive", "--store", store)).ExitCode);
        var before = FolderState.Of(store);
        disk.Remount("ro");
        MadeScans.Write(Path.Combine(home, "archive/images/new.nii"), 20, 9);

        var result = await MedMimProcess.RunAsync(home, "ingest", "archive", "--store", store);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(
            $"error: {store}: cannot be written: it is read-only, or you may not write there. Choose a folder that you may write to.",
            result.Errors.TrimEnd());
        Assert.Equal(before, FolderState.Of(store));
    }

    [Fact]
    public async Task AReadOnlyRunsFolderIsNamed()
    {
        await WriteProtocolAsync();
        using var disk = new TinyDisk(Path.Combine(home, "disk"), "1m");
        disk.Remount("ro");
        var result = await MedMimProcess.RunAsync(home, "run", "study.yaml", "--runs", disk.Folder);
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"error: {disk.Folder}: cannot be written", result.Errors, StringComparison.Ordinal);
        Assert.Single(result.Errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task AFullDiskStopsIngestCleanlyAndItContinuesToTheSameStore()
    {
        MakeArchive(12);
        using var disk = new TinyDisk(Path.Combine(home, "disk"), "1m");
        await File.WriteAllTextAsync(Path.Combine(disk.Folder, "mine.txt"), "mine", TestContext.Current.CancellationToken);
        var store = Path.Combine(disk.Folder, "store");

        var full = await MedMimProcess.RunAsync(home, "ingest", "archive", "--store", store);
        Assert.Equal(1, full.ExitCode);
        Assert.Contains($"error: {store}: the disk is full. Free space", full.Errors, StringComparison.Ordinal);
        FolderState.HasNothingHalfWritten(disk.Folder);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(disk.Folder, "mine.txt"), TestContext.Current.CancellationToken));

        disk.Remount("size=64m");
        Assert.Equal(0, (await MedMimProcess.RunAsync(home, "ingest", "archive", "--store", store)).ExitCode);
        Assert.Equal(0, (await MedMimProcess.RunAsync(home, "ingest", "archive", "--store", "elsewhere")).ExitCode);
        Assert.Equal(FolderState.Of(Path.Combine(home, "elsewhere")), FolderState.Of(store));
    }

    [Theory]
    [InlineData("1m")] // while the phantom is written
    [InlineData("4m")] // while it is ingested
    public async Task AFullDiskStopsARunCleanly(string size)
    {
        await WriteProtocolAsync();
        using var disk = new TinyDisk(Path.Combine(home, "disk"), size);
        var result = await MedMimProcess.RunAsync(home, "run", "study.yaml", "--runs", disk.Folder);
        Assert.Equal(1, result.ExitCode);
        var last = result.Errors.TrimEnd().Split('\n')[^1];
        Assert.StartsWith($"error: {disk.Folder}", last, StringComparison.Ordinal);
        Assert.Contains("the disk is full. Free space", last, StringComparison.Ordinal);
        FolderState.HasNothingHalfWritten(disk.Folder);
        var run = Directory.GetDirectories(disk.Folder).Single();
        Assert.Equal(0, (await MedMimProcess.RunAsync(home, "audit", "verify", run)).ExitCode);
    }

    private Task WriteProtocolAsync() => File.WriteAllTextAsync(
        Path.Combine(home, "study.yaml"), TinyProtocols.Phantom, TestContext.Current.CancellationToken);

    private void MakeArchive(int cases)
    {
        for (var i = 1; i <= cases; i++)
        {
            MadeScans.Write(Path.Combine(home, $"archive/images/case{i}.nii"), 48, i);
        }
    }
}
