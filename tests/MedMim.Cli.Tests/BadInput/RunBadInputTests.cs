using MedMim.Cli.Tests.Pipeline;

namespace MedMim.Cli.Tests.BadInput;

/// <summary>What people hand to a study or to a prediction by mistake.</summary>
public sealed class RunBadInputTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("medmim-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Theory]
    [InlineData("montage_every: 3", "montage_evry: 3", "montage_every")]
    [InlineData("slices: 24", "slices: many", "slices")]
    [InlineData("test_fraction: 0.4", "test_fraction: 4", "test_fraction")]
    [InlineData("preset: resenc-tiny", "preset: resenc-tony", "resenc-tiny")]
    public async Task AWrongProtocolIsRefusedAtItsLineAndColumn(string right, string wrong, string named)
    {
        await WriteAsync(TinyProtocols.Phantom.Replace(right, wrong, StringComparison.Ordinal));
        var line = Array.FindIndex(TinyProtocols.Phantom.Split('\n'), l => l.Contains(right, StringComparison.Ordinal)) + 1;

        var result = await MedMimProcess.RunAsync(home, "run", "study.yaml");
        Assert.Equal(2, result.ExitCode);
        Assert.Matches($@"study\.yaml:{line}:\d+: ", result.Errors);
        Assert.Contains(named, result.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(home, "runs")));
    }

    [Theory]
    [InlineData("--data")]
    [InlineData("absent", "--data", "absent")]
    public async Task AStudyOfRealScansNeedsItsFolder(string named, params string[] options)
    {
        await WriteAsync(TinyProtocols.Hippocampus);
        var result = await MedMimProcess.RunAsync(home, ["run", "study.yaml", .. options]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(named, Assert.Single(result.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Contains("--data", result.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(home, "runs")));
    }

    [Fact]
    public async Task ASecondProcessIsKeptOutAndAnEditedProtocolGetsAFolderOfItsOwn()
    {
        await WriteAsync(TinyProtocols.Phantom);
        var first = await MedMimProcess.RunUntilAsync(home, "runs", "/archive/PHANTOM", "-TERM", async () =>
        {
            var second = await MedMimProcess.RunAsync(home, "run", "study.yaml");
            Assert.Equal(2, second.ExitCode);
            Assert.Contains("another process is working on this run", Assert.Single(second.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        }, "run", "study.yaml");
        Assert.Equal(130, first.ExitCode);
        var run = Directory.GetDirectories(Path.Combine(home, "runs")).Single();
        FolderState.HasNothingHalfWritten(run);
        var before = FolderState.Of(run);

        await WriteAsync(TinyProtocols.Phantom.Replace("seed: 7", "seed: 8", StringComparison.Ordinal));
        var edited = await MedMimProcess.RunUntilAsync(home, "runs", "/archive/PHANTOM", "-INT", () => Task.CompletedTask, "run", "study.yaml", "--runs", "runs");
        Assert.Equal(130, edited.ExitCode);
        Assert.Equal(before, FolderState.Of(run));
    }

    [Theory]
    [InlineData("report.html", "run/report.pdf", "lies in the run's folder")]
    [InlineData("report.html", "report.pdf", "is not there", "--browser", "absent")]
    [InlineData("evaluation.json", "report.pdf", "report.html")]
    public async Task AReportIsPrintedElsewhereFromAFinishedRunByABrowserThatIsThere(string made, string target, string named, params string[] options)
    {
        Directory.CreateDirectory(Path.Combine(home, "run"));
        await File.WriteAllTextAsync(Path.Combine(home, "run", made), "<p>", TestContext.Current.CancellationToken);
        var result = await MedMimProcess.RunAsync(home, ["study", "print", "run", "--out", target, .. options]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(named, Assert.Single(result.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(home, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task ACorruptModelIsNamedAndNothingIsPredicted()
    {
        MadeScans.Write(Path.Combine(home, "scan.nii"), 16, 1);
        var model = Directory.CreateDirectory(Path.Combine(home, "model")).FullName;
        foreach (var name in (string[])["model.json", "model.safetensors"])
        {
            await File.WriteAllTextAsync(Path.Combine(model, name), "not this", TestContext.Current.CancellationToken);
        }

        var result = await MedMimProcess.RunAsync(home, "predict", "model", "scan.nii", "out");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(model, Assert.Single(result.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(home, "out")));
    }

    private Task WriteAsync(string protocol) =>
        File.WriteAllTextAsync(Path.Combine(home, "study.yaml"), protocol, TestContext.Current.CancellationToken);
}
