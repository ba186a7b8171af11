using MedMim.Cli.Tests.BadInput;
using MedMim.Imaging.Workers;

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
        if (archive == "tumour_sts")
        {
            await TheModelLabelsDicomAsDicomAsync(Path.Combine(run, "finetune", "pretrained"), Path.Combine(data, "dicom", "STS_008", "MR_T1"));
        }
    }

    // The model has learnt nothing in three steps; what counts is that its labels are an object of the scan's study.
    private async Task TheModelLabelsDicomAsDicomAsync(string model, string scans)
    {
        var result = await MedMimProcess.RunAsync(home, "predict", model, scans, "labels", "--format", "dicom-seg");

        Assert.True(result.ExitCode == 0, result.Errors);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(home, "labels")));
        Assert.EndsWith(".dcm", file, StringComparison.Ordinal);
        await using var reader = new WorkerScanReader(new WorkerOptions { Count = 1 });
        var segmentation = await reader.ReadSegmentationAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal(("tumour", "SCT:108369006"), Assert.Single(segmentation.Segments.Select(s => (s.Label, s.Type!.ToString()))));
        var image = Directory.GetFiles(Path.Combine(scans, "image"))[0];
        var inspections = await reader.InspectAsync([image, file], TestContext.Current.CancellationToken);
        Assert.Equal(inspections[0].Header!.StudyUid, inspections[1].Header!.StudyUid);
    }
}
