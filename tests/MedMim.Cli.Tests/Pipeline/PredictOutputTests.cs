using System.Buffers.Binary;
using System.Text.Json;
using MedMim.Cli.Tests.BadInput;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.Cli.Tests.Pipeline;

/// <summary>What <c>medmim predict</c> writes beside labels, from where, and what it refuses.</summary>
public sealed class PredictOutputTests(TrainedStudy study) : IClassFixture<TrainedStudy>
{
    [Fact]
    public async Task ProbabilitiesConfidenceAndStatisticsGoWithTheLabels()
    {
        var model = await ModelAsync();
        var result = await PredictAsync(model, "scans/case1.nii", "all", "--probabilities", "--confidence", "--statistics");

        Assert.True(result.ExitCode == 0, result.Errors);
        var files = Directory.GetFiles(At("all")).Order(StringComparer.Ordinal).ToArray();
        var id = Path.GetFileName(files[0]).Split('.')[0];
        Assert.Equal([".confidence.nii.gz", ".nii.gz", ".probability-1.nii.gz", ".statistics.json"], files.Select(f => Path.GetFileName(f)[id.Length..]));
        var (labels, probability) = (VolumeFile.ReadLabel(files[1]), VolumeFile.ReadFloat(files[2]));
        var confidence = VolumeFile.ReadFloat(files[0]);
        Assert.Equal(labels.Geometry, probability.Geometry);
        for (var i = 0; i < labels.Voxels.Length; i++)
        {
            // A label of two classes has more than half; a byte rounds by 1/510.
            var p = probability.Voxels[i];
            Assert.True(labels.Voxels[i] == 1 ? p > 0.498 : p < 0.502);
            var entropy = p is > 0 and < 1 ? -((p * Math.Log(p)) + ((1 - p) * Math.Log(1 - p))) : 0;
            Assert.Equal(1 - (entropy / Math.Log(2)), confidence.Voxels[i], 0.03);
        }

        var statistics = JsonDocument.Parse(File.ReadAllText(files[3])).RootElement;
        var label = Assert.Single(statistics.GetProperty("labels").EnumerateArray());
        Assert.Equal(("ball", id), (label.GetProperty("name").GetString(), statistics.GetProperty("scan").GetString()));
        var voxels = label.GetProperty("lesions").EnumerateArray().Sum(l => l.GetProperty("voxels").GetInt64());
        Assert.Equal(labels.Voxels.Count(v => v == 1), voxels);
        Assert.Equal(voxels / 1000.0, label.GetProperty("volume_ml").GetDouble(), 1e-6);
        Assert.All(label.GetProperty("lesions").EnumerateArray(), l => Assert.Equal(3, l.GetProperty("centroid_lps_mm").GetArrayLength()));
    }

    [Fact]
    public async Task AStoreIsPredictedAsTheFolderThatItCameFromAndAFoldEnsembleLikeItsModels()
    {
        var model = await ModelAsync();
        Assert.Equal(0, (await MedMimProcess.RunAsync(study.Home, "ingest", "scans", "--store", "their-store")).ExitCode);
        Assert.Equal(0, (await PredictAsync(model, "scans", "from-folder")).ExitCode);

        var result = await PredictAsync($"{model},{model}", "their-store", "from-store");

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal(FolderState.Of(At("from-folder")), FolderState.Of(At("from-store")));
        var refused = await PredictAsync(model, "their-store", "never", "--format", "dicom-seg");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("comes from a store", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AScanUnlikeTheTrainingScansIsRefusedUnlessForced()
    {
        var model = await ModelAsync();
        var thick = VolumeFile.ReadFloat(Path.Combine(await ScansAsync(), "case0.nii"));
        VolumeFile.Write(At("thick/scan.nii.gz"), new Volume<float>(thick.Geometry with { Spacing = new(1, 1, 9) }, thick.Voxels));

        var refused = await PredictAsync(model, "thick", "thick-out");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("has a spacing of 9 mm along z, and the model learned from 1 to 1 mm", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("--force", refused.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("thick-out")));

        var ct = await PredictAsync(model, "scans/case0.nii", "ct-out", "--modality", "CT");
        Assert.Equal(2, ct.ExitCode);
        Assert.Contains("is CT, and the model learned from of unknown modality", ct.Errors, StringComparison.Ordinal);

        Assert.Equal(0, (await PredictAsync(model, "thick", "thick-out", "--force")).ExitCode);
        Assert.Single(Directory.GetFiles(At("thick-out")));
    }

    [Fact]
    public async Task SeveralChannelsAndNoScanAreSaid()
    {
        var model = await ModelAsync();
        var scan = await File.ReadAllBytesAsync(Path.Combine(await ScansAsync(), "case0.nii"), TestContext.Current.CancellationToken);
        BinaryPrimitives.WriteInt16LittleEndian(scan.AsSpan(40), 4);
        BinaryPrimitives.WriteInt16LittleEndian(scan.AsSpan(48), 2);
        await File.WriteAllBytesAsync(At("channels.nii"), [.. scan, .. scan.AsSpan(352)], TestContext.Current.CancellationToken);
        Directory.CreateDirectory(At("empty"));

        var channels = await PredictAsync(model, "channels.nii", "never-channels");
        Assert.Equal(2, channels.ExitCode);
        Assert.Contains("write each to a file of its own", channels.Errors, StringComparison.Ordinal);
        Assert.Contains("channels.nii", channels.Errors, StringComparison.Ordinal);

        var empty = await PredictAsync(model, "empty", "never-empty");
        Assert.Equal(2, empty.ExitCode);
        Assert.Contains("empty", Assert.Single(empty.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFullDiskLeavesNothingHalfWritten()
    {
        var model = await ModelAsync();
        using var disk = new TinyDisk(At("disk"), "64k");
        await File.WriteAllBytesAsync(Path.Combine(disk.Folder, "full"), new byte[60 << 10], TestContext.Current.CancellationToken);

        var result = await PredictAsync(model, "scans", disk.Folder, "--probabilities");

        Assert.Equal(1, result.ExitCode);
        Assert.True(result.Errors.Contains($"{disk.Folder}: the disk is full. Free space", StringComparison.Ordinal), result.Errors);
        FolderState.HasNothingHalfWritten(disk.Folder);
        Assert.All(Directory.GetFiles(disk.Folder, "*.nii.gz"), f => VolumeFile.ReadFloat(f));
    }

    [Theory]
    [InlineData("-INT")]
    [InlineData("-KILL")]
    public async Task AStoppedPredictionLeavesWholeFilesOnly(string signal)
    {
        var model = await ModelAsync();
        var folder = "stopped" + signal;
        await MedMimProcess.RunUntilAsync(
            study.Home, folder, ".nii.gz", signal, () => Task.CompletedTask, "predict", model, "scans", folder, "--mirror", "--probabilities");

        if (signal == "-INT")
        {
            FolderState.HasNothingHalfWritten(At(folder));
        }

        Assert.All(Directory.GetFiles(At(folder), "*.nii.gz").Where(f => !Path.GetFileName(f).StartsWith('.')), f => VolumeFile.ReadFloat(f));
    }

    /// <summary>A scan in DICOM and the same scan saved as NIfTI: what is left is that NIfTI keeps the grid in 32-bit numbers.</summary>
    [Fact]
    public async Task TheFormatOfAScanDoesNotMatter()
    {
        var model = await ModelAsync();
        var dicom = RealScans.Path("ci", "tumour_sts", "dicom", "STS_008", "MR_T1");
        Assert.Equal(0, (await MedMimProcess.RunAsync(study.Home, "ingest", dicom, "--store", "dicom-store")).ExitCode);
        var id = Datasets.Store.ScanStore.Open(At("dicom-store")).Series.Single().Id;
        Assert.Equal(0, (await MedMimProcess.RunAsync(study.Home, "export", "dicom-store", id, "--out", "saved.nii.gz")).ExitCode);
        Assert.Equal(0, (await PredictAsync(model, dicom, "of-dicom", "--force")).ExitCode);

        var result = await PredictAsync(model, "saved.nii.gz", "of-nifti", "--force", "--modality", "MR");

        Assert.True(result.ExitCode == 0, result.Errors);
        var (first, second) = (Single("of-dicom"), Single("of-nifti"));
        Assert.True(first.Geometry.CoincidesWith(second.Geometry));
        var different = first.Voxels.Zip(second.Voxels).Count(p => p.First != p.Second);
        Assert.True(different <= first.Voxels.Length / 10_000, $"{different} of {first.Voxels.Length}");

        Volume<byte> Single(string folder) => VolumeFile.ReadLabel(Assert.Single(Directory.GetFiles(At(folder))));
    }

    private string At(string name) => Path.Combine(study.Home, name);

    private async Task<string> ModelAsync() => Path.Combine(await study.RunFolderAsync(), "finetune", "scratch");

    private async Task<string> ScansAsync()
    {
        await study.RunFolderAsync();
        return At("scans");
    }

    private Task<MedMimProcess.Result> PredictAsync(string model, string input, string output, params string[] options) =>
        MedMimProcess.RunAsync(study.Home, ["predict", model, input, output, .. options]);
}
