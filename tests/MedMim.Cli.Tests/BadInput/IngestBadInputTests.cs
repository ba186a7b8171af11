using System.Text.RegularExpressions;
using MedMim.Cli.Tests.Pipeline;

namespace MedMim.Cli.Tests.BadInput;

/// <summary>What people hand to ingest by mistake: a clear line, the right exit code, and nothing spoilt.</summary>
public sealed class IngestBadInputTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("medmim-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Theory]
    [InlineData(false, "is empty")]
    [InlineData(true, "no scan among them")]
    public async Task AFolderWithoutScansIsNamedAndNoStoreIsMade(bool hasText, string problem)
    {
        var archive = Directory.CreateDirectory(Path.Combine(home, "archive")).FullName;
        if (hasText)
        {
            await File.WriteAllTextAsync(Path.Combine(archive, "readme.txt"), "hello", TestContext.Current.CancellationToken);
        }

        var result = await MedMimProcess.RunAsync(home, "ingest", archive, "--store", "store", "--quiet");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(archive, Assert.Single(result.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Contains(problem, result.Errors, StringComparison.Ordinal);
        Assert.Contains("Name the folder that holds the scans.", result.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(home, "store")));
    }

    [Fact]
    public async Task EachUnusableFileIsNamedWithItsReasonAndTheOthersAreStored()
    {
        MakeArchive("archive", 3);
        MadeScans.Write(In("archive/labels/case2.nii"), 10, 0, isLabel: true);
        MadeScans.Write(In("archive/labels/case9.nii"), 16, 0, isLabel: true);
        MadeScans.Write(In("archive/images/broken.nii"), 16, 0);
        using (var stream = File.OpenWrite(In("archive/images/broken.nii")))
        {
            stream.Seek(40, SeekOrigin.Begin);
            stream.Write([0xFF, 0x7F, 0xFF, 0x7F]);
        }

        await File.WriteAllTextAsync(In("archive/list.dcm"), "a list of patients", TestContext.Current.CancellationToken);
        var result = await MedMimProcess.RunOnTerminalAsync(home, "ingest", "archive", "--store", "store");

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Matches(@"refused: images/broken\.nii: .+ \(broken-header\)", result.Errors);
        Assert.Matches(@"refused: labels/case2\.nii: .+ \(label-grid-mismatch\)", result.Errors);
        Assert.Matches(@"refused: labels/case9\.nii: .+ \(label-without-image\)", result.Errors);
        Assert.Matches(@"refused: list\.dcm: .+ \(not-a-scan\)", result.Errors);
        Assert.Contains("3 series stored (2 labelled", result.Output, StringComparison.Ordinal);
        FolderState.HasNothingHalfWritten(In("store"));
    }

    // Names of files often hold names of patients: what is kept in a file says pseudonyms.
    [Fact]
    public async Task ARedirectedLogNamesNoFile()
    {
        MakeArchive("archive", 1);
        await File.WriteAllTextAsync(In("archive/DOE_JANE.dcm"), "a list of patients", TestContext.Current.CancellationToken);
        var result = await MedMimProcess.RunAsync(home, "ingest", "archive", "--store", "store");

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.DoesNotContain("DOE", result.Errors + result.Output, StringComparison.Ordinal);
        var id = Regex.Match(
            result.Errors, @"refused: (?<id>[0-9a-f]{16}): .+ \(not-a-scan\)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["id"].Value;
        Assert.Contains("medmim lookup STORE --archive ARCHIVE", result.Errors, StringComparison.Ordinal);
        var lookup = await MedMimProcess.RunAsync(home, "lookup", "store", id, "--archive", "archive");
        Assert.Contains("DOE_JANE.dcm", lookup.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATruncatedDicomFileIsNamed()
    {
        var whole = Directory.EnumerateFiles(RealScans.Path("ci", "tumour_sts", "dicom"), "*.dcm", SearchOption.AllDirectories)
            .OrderDescending(StringComparer.Ordinal).First(f => f.Contains("/image/", StringComparison.Ordinal));
        MakeArchive("archive", 1);
        var bytes = await File.ReadAllBytesAsync(whole, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(In("archive/cut.dcm"), bytes[..(bytes.Length / 2)], TestContext.Current.CancellationToken);

        var result = await MedMimProcess.RunOnTerminalAsync(home, "ingest", "archive", "--store", "store");
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Matches(@"refused: cut\.dcm: .+ \(truncated\)", result.Errors);
    }

    [Fact]
    public async Task AStoreOfANewerVersionIsLeftAlone()
    {
        MakeArchive("archive", 1);
        Assert.Equal(0, (await MedMimProcess.RunAsync(home, "ingest", "archive", "--store", "store")).ExitCode);
        var manifest = In("store/store.json");
        var text = await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            manifest, text.Replace("\"formatVersion\": 1", "\"formatVersion\": 99", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var before = FolderState.Of(In("store"));

        var result = await MedMimProcess.RunAsync(home, "ingest", "archive", "--store", "store");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("store.json: has format version 99, written by a newer MedMim", result.Errors, StringComparison.Ordinal);
        Assert.Contains("Update MedMim", result.Errors, StringComparison.Ordinal);
        Assert.Equal(before, FolderState.Of(In("store")));
    }

    private string In(string relative) => Path.Combine(home, relative);

    private void MakeArchive(string name, int cases)
    {
        for (var i = 1; i <= cases; i++)
        {
            MadeScans.Write(In($"{name}/images/case{i}.nii"), 16, i);
            MadeScans.Write(In($"{name}/labels/case{i}.nii"), 16, i, isLabel: true);
        }
    }
}
