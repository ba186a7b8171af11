using System.Security.Cryptography;
using MedMim.Cli.Tests.BadInput;
using MedMim.Datasets.Store;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Workers;
using MedMim.Studies.Prediction;

namespace MedMim.Cli.Tests.Pipeline;

/// <summary>What comes after training: the model predicts scans by itself, and its predictions may come to harm.</summary>
public sealed class TrainedModelTests(TrainedStudy study) : IClassFixture<TrainedStudy>
{
    private const string Arm = "scratch";
    private static readonly string[] Changing = ["log.jsonl", "checkpoints", "key.pub", "lock", "evaluate.json", "timings.jsonl"];

    [Fact]
    public async Task PredictGivesTheVoxelsThatTheStudyGotInTheGridOfEachScan()
    {
        var run = await study.RunFolderAsync();
        var result = await MedMimProcess.RunAsync(study.Home, "predict", Path.Combine(run, "finetune", Arm), "scans", "predicted");

        Assert.True(result.ExitCode == 0, result.Errors);
        var files = result.Output.TrimEnd().Split('\n').Select(l => l.Split("  from ")).ToDictionary(p => p[0], p => p[1]);
        Assert.Equal(TrainedStudy.Cases, files.Count);
        foreach (var (file, scan) in files)
        {
            var source = VolumeFile.ReadFloat(Path.Combine(study.Home, "scans", scan));
            Assert.True(VolumeFile.ReadLabel(file).Geometry.CoincidesWith(source.Geometry), scan);
        }

        var inStudy = Directory.GetFiles(Path.Combine(run, "predictions", Arm), "*.nii.gz");
        Assert.Equal(TrainedStudy.Cases / 2, inStudy.Length);
        Assert.All(inStudy, f => Assert.Equal(
            VolumeFile.ReadLabel(f).Voxels, VolumeFile.ReadLabel(Path.Combine(study.Home, "predicted", Path.GetFileName(f))).Voxels));
        Assert.Contains(inStudy, f => VolumeFile.ReadLabel(f).Voxels.Distinct().Count() == 2);
    }

    [Fact]
    public async Task QuietSaysNothingButErrors()
    {
        var model = Path.Combine(await study.RunFolderAsync(), "finetune", Arm);
        var good = await MedMimProcess.RunAsync(study.Home, "predict", model, "scans/case0.nii", "quiet", "--quiet");
        Assert.Equal((0, string.Empty, string.Empty), (good.ExitCode, good.Output, good.Errors));
        Assert.Single(Directory.GetFiles(Path.Combine(study.Home, "quiet")));

        var bad = await MedMimProcess.RunAsync(study.Home, "predict", model, "scans/absent.nii", "quiet", "--quiet");
        Assert.Equal((2, string.Empty), (bad.ExitCode, bad.Output));
        Assert.Contains("absent.nii", Assert.Single(bad.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    // The model was trained on other scans; what counts is that its labels are an object of this scan's study.
    [Fact]
    public async Task PredictWritesDicomSegmentationsOfDicomScans()
    {
        var model = Path.Combine(await study.RunFolderAsync(), "finetune", Arm);
        var scans = RealScans.Path("ci", "tumour_sts", "dicom", "STS_008", "MR_T1");
        var result = await MedMimProcess.RunAsync(study.Home, "predict", model, scans, "objects", "--format", "dicom-seg", "--force");

        Assert.True(result.ExitCode == 0, result.Errors);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(study.Home, "objects")));
        Assert.EndsWith(".dcm", file, StringComparison.Ordinal);
        await using var reader = new WorkerScanReader(new WorkerOptions { Count = 1 });
        Assert.NotEmpty((await reader.ReadSegmentationAsync(file, TestContext.Current.CancellationToken)).Segments);
        var image = Directory.GetFiles(Path.Combine(scans, "image"))[0];
        var inspections = await reader.InspectAsync([image, file], TestContext.Current.CancellationToken);
        Assert.Equal(inspections[0].Header!.StudyUid, inspections[1].Header!.StudyUid);
    }

    [Fact]
    public async Task OneScanWithoutASegmentationDoesNotStopTheOthers()
    {
        var model = Path.Combine(await study.RunFolderAsync(), "finetune", Arm);
        var mixed = Directory.CreateDirectory(Path.Combine(study.Home, "mixed")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(RealScans.Path("ci", "tumour_sts", "dicom", "STS_008", "MR_T1"), "image")))
        {
            File.Copy(file, Path.Combine(mixed, Path.GetFileName(file)));
        }

        File.Copy(Path.Combine(study.Home, "scans", "case0.nii"), Path.Combine(mixed, "case0.nii"));
        var result = await MedMimProcess.RunAsync(study.Home, "predict", model, "mixed", "mixed-objects", "--format", "dicom-seg", "--force");

        Assert.Equal(1, result.ExitCode);
        Assert.Single(Directory.GetFiles(Path.Combine(study.Home, "mixed-objects")));
        var lines = result.Output.TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Contains("case0.nii: the scan: is not DICOM", Assert.Single(lines, l => l.StartsWith("not written", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADicomSegmentationOfANiftiScanIsRefused()
    {
        var model = Path.Combine(await study.RunFolderAsync(), "finetune", Arm);
        var result = await MedMimProcess.RunAsync(study.Home, "predict", model, "scans/case0.nii", "refused", "--format", "dicom-seg", "--quiet");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("not DICOM", Assert.Single(result.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(study.Home, "refused")));
    }

    [Fact]
    public async Task WhatForbidsASegmentationComesWithItsOwnRemedy()
    {
        var model = Path.Combine(await study.RunFolderAsync(), "finetune", Arm);
        for (var z = 0; z < 8; z++)
        {
            MadeDicom.Write(Path.Combine(study.Home, "undated", $"{z}.dcm"), "nobody", $"1.2.3.4.5.{z}", z, date: null);
        }

        var result = await MedMimProcess.RunAsync(study.Home, "predict", model, "undated", "undated-objects", "--format", "dicom-seg", "--force", "--quiet");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("the scan has no date", result.Errors, StringComparison.Ordinal);
        Assert.Contains("Give the date of the segmentation", result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(study.Home, "undated-objects")));
    }

    [Fact]
    public async Task LabelsThatCannotBeMadeAreNoMatterOfTheFormat()
    {
        var files = Enumerable.Range(0, 4).Select(z => Path.Combine(study.Home, "dated", $"{z}.dcm")).ToArray();
        for (var z = 0; z < files.Length; z++)
        {
            MadeDicom.Write(files[z], "nobody", $"1.2.3.4.5.{z}", z);
        }

        Assert.Equal(0, (await MedMimProcess.RunAsync(study.Home, "ingest", "dated", "--store", "dated-store")).ExitCode);
        var store = ScanStore.Open(Path.Combine(study.Home, "dated-store"));
        var series = store.Series.Single();
        await using var output = new SegmentationOutput("nifti");

        var failure = await Assert.ThrowsAsync<InputException>(() => output.WriteAsync(
            Path.Combine(study.Home, "dated-objects", "a.dcm"), new([store.Scan(series.Id)], series, files),
            () => throw new InputException("case 1", "holds no number", "Repair it."), TestContext.Current.CancellationToken));

        Assert.Equal("case 1: holds no number. Repair it.", failure.Message);
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("other-grid")]
    public async Task ADamagedPredictionIsNamedAndNothingIsHalfWritten(string damage)
    {
        // Damaged before the study could take note of it: its manifest says that the file is as it was written, and no log says otherwise.
        var run = await study.CopyAsync(damage);
        var prediction = Directory.GetFiles(Path.Combine(run, "predictions", Arm), "*.nii.gz").Order(StringComparer.Ordinal).First();
        if (damage == "truncated")
        {
            using var stream = new FileStream(prediction, FileMode.Open);
            stream.SetLength(stream.Length / 2);
        }
        else
        {
            var other = Path.Combine(study.Home, "other.nii");
            MadeScans.Write(other, 7, 0, isLabel: true);
            VolumeFile.Write(prediction, VolumeFile.ReadLabel(other));
        }

        var manifest = Path.Combine(run, "steps", $"predict-{Arm}.sha256");
        var digest = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(prediction, TestContext.Current.CancellationToken)));
        var lines = File.ReadAllLines(manifest).Select(l => l.EndsWith(Path.GetFileName(prediction), StringComparison.Ordinal) ? digest + l[64..] : l);
        await File.WriteAllLinesAsync(manifest, lines, TestContext.Current.CancellationToken);
        Directory.Delete(Path.Combine(run, "audit"), recursive: true);
        var before = FolderState.Of(run, Changing);

        var result = await MedMimProcess.RunAsync(study.Home, "run", "study.yaml", "--data", ".", "--runs", damage, "--quiet");

        Assert.Equal(2, result.ExitCode);
        var line = Assert.Single(result.Errors.TrimEnd().Split('\n'));
        Assert.Contains(Path.GetFileName(prediction)[..^".nii.gz".Length], line, StringComparison.Ordinal);
        FolderState.HasNothingHalfWritten(run);
        Assert.Equal(before, FolderState.Of(run, Changing));
        Assert.False(File.Exists(Path.Combine(run, "steps", "evaluate.json")));

        // The remedy that the message names: without the damaged file the study predicts and evaluates again.
        File.Delete(prediction);
        var mended = await MedMimProcess.RunAsync(study.Home, "run", "study.yaml", "--data", ".", "--runs", damage);
        Assert.True(mended.ExitCode == 0, mended.Errors);
        Assert.Equal(0, (await MedMimProcess.RunAsync(study.Home, "audit", "verify", run)).ExitCode);
    }
}
