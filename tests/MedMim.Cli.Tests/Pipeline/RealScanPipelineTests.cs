using MedMim.Cli.Tests.BadInput;
using MedMim.Imaging.Formats;

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
        if (text == TinyProtocols.Sarcoma)
        {
            await PredictsBothChannelsAndRefusesOneAsync(run, data);
        }
    }

    private async Task PredictsBothChannelsAndRefusesOneAsync(string run, string data)
    {
        var model = Path.Combine(run, "finetune", "scratch");
        var both = await MedMimProcess.RunAsync(home, "predict", model, Path.Combine(run, "store"), "both");
        Assert.True(both.ExitCode == 0, both.Errors);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(home, "both")).Length);
        var test = Path.GetFileName(Directory.GetFiles(Path.Combine(run, "predictions", "scratch"), "*.nii.gz").Single());
        Assert.Equal(
            VolumeFile.ReadLabel(Path.Combine(run, "predictions", "scratch", test)).Voxels, VolumeFile.ReadLabel(Path.Combine(home, "both", test)).Voxels);

        var one = await MedMimProcess.RunAsync(home, "predict", model, Path.Combine(data, "dicom", "STS_008", "CT"), "one");
        Assert.Equal(2, one.ExitCode);
        Assert.Contains("the scan has no channel 'pet'. The model takes, of one study: ct, CT; pet, PT.", one.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(home, "one")));
    }
}
