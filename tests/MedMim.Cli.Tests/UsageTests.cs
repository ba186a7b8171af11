using System.Diagnostics;
using MedMim.Cli.Tests.Pipeline;

namespace MedMim.Cli.Tests;

/// <summary>What a person sees who mistypes, and what the exit code says.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("medmim-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Fact]
    public async Task HelpNamesEveryVerb()
    {
        var result = await MedMimProcess.RunAsync(home, "--help");
        Assert.Equal(0, result.ExitCode);
        Assert.All(["run", "study", "ingest", "masks", "predict", "audit", "lookup", "doctor"], v => Assert.Contains($"  {v}", result.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("run")]
    [InlineData("ingest", "somewhere")]
    [InlineData("run", "a.yaml", "--bogus")]
    public async Task BadUsageIsExitCode2WithAPointerToHelp(params string[] arguments)
    {
        var result = await MedMimProcess.RunAsync(home, arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--help", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run", "absent.yaml")]
    [InlineData("audit", "verify", "absent")]
    [InlineData("study", "status", "absent")]
    [InlineData("predict", "absent", "scan.nii.gz", "out")]
    [InlineData("masks", "preview", "absent", "--out", "masks.png")]
    [InlineData("ingest", "absent", "--store", "store")]
    public async Task WhatIsNotThereIsNamedWithARemedy(params string[] arguments)
    {
        var result = await MedMimProcess.RunAsync(home, arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("absent", result.Errors, StringComparison.Ordinal);
        Assert.Single(result.Errors.TrimEnd().Split('\n'));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(home), f => !f.EndsWith(".key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AMisspeltKeyIsNamedWithItsPlaceAndTheNearestName()
    {
        var path = Path.Combine(home, "study.yaml");
        await File.WriteAllTextAsync(
            path,
            TinyProtocols.Phantom.Replace("montage_every", "montage_evry", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        var result = await MedMimProcess.RunAsync(home, "run", path);
        Assert.Equal(2, result.ExitCode);
        Assert.Matches(@"study\.yaml:\d+:\d+: ", result.Errors);
        Assert.Contains("montage_every", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheDoctorFindsWhatStudiesNeed()
    {
        var result = await MedMimProcess.RunAsync(home, "doctor");
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        Assert.All(["libtorch", "DICOM", "ITK", "memory", "GPU", "MPI"], n => Assert.Contains(n, result.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ALibTorchThatIsNotThereIsSaidByTheDoctor()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "medmim"), ["doctor"])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["MEDMIM_LIBTORCH"] = home;
        using var process = Process.Start(start)!;
        var result = await MedMimProcess.FinishAsync(process);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("MISSING libtorch", result.Output, StringComparison.Ordinal);
        Assert.Contains("MEDMIM_LIBTORCH", result.Output, StringComparison.Ordinal);
    }
}
