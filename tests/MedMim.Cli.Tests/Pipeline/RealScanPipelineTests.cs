using MedMim.Cli.Tests.BadInput;

namespace MedMim.Cli.Tests.Pipeline;

/// <summary>The whole way on real scans: DICOM with structure sets, and NIfTI with label files.</summary>
public sealed class RealScanPipelineTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("medmim-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Theory]
    [InlineData("tumour_sts", TinyProtocols.Sarcoma, "STS_0", "1.3.6.1.4.1.14519")]
    [InlineData("seg_hippocampus", TinyProtocols.Hippocampus, "hippocampus_0", "hippocampus_1", "hippocampus_2")]
    public async Task AStudyGoesFromRealScansToAVerifiedReport(string archive, string text, params string[] identifiers)
    {
        var data = RealScans.Path("ci", archive);
        var protocol = Path.Combine(home, "study.yaml");
        await File.WriteAllTextAsync(protocol, text, TestContext.Current.CancellationToken);

        var result = await MedMimProcess.RunAsync(home, "run", protocol, "--data", Path.GetDirectoryName(data)!, "--runs", "runs");

        Assert.True(result.ExitCode == 0, result.Errors);
        var run = Directory.GetDirectories(Path.Combine(home, "runs")).Single();
        Assert.True(new FileInfo(Path.Combine(run, "report.html")).Length > 20_000);
        Assert.Equal(0, (await MedMimProcess.RunAsync(home, "audit", "verify", run)).ExitCode);
        Canaries.AreNotIn(run, identifiers);
    }
}
