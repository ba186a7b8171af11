using System.Text.Json;
using MedMim.Cli.Tests.BadInput;
using MedMim.Datasets.Store;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Progress;
using MedMim.Studies.Probes;
using Microsoft.Extensions.Logging.Abstractions;

namespace MedMim.Cli.Tests.Pipeline;

/// <summary>What an encoder's features know, and how they look: of a study's model, on made volumes.</summary>
public sealed class ProbeVerbTests(TrainedStudy study) : IClassFixture<TrainedStudy>
{
    private static readonly string[] Small = ["--voxels", "40", "--training-vectors", "100", "--seeds", "1,2", "--levels", "1,2"];

    [Fact]
    public async Task AProbeComparesWithRandomWeightsAndGivesTheSameBytesAgain()
    {
        var run = await study.RunFolderAsync();
        var first = await ProbeAsync("probed", "ours=" + Model(run), Path.Combine(run, "prepared"), Small);
        Assert.True(first.ExitCode == 0, first.Errors);
        Assert.All(first.Output.Split('\n'), l => Assert.True(l.Length <= 80 || l.EndsWith("probe.json", StringComparison.Ordinal), l));
        Assert.StartsWith("voxels: 2 classes, 4 patients, 4 scans", first.Output, StringComparison.Ordinal);

        Run(new()
        {
            Folder = Path.Combine(run, "prepared"), Encoders = EncoderArm.Parse(["ours=" + Model(run)]), Output = Path.Combine(study.Home, "again"),
            Voxels = 40, TrainingVectors = 100, Seeds = [1, 2], Levels = [1, 2],
        });
        Assert.All(["probe.json", "probe.parquet"], f => Assert.Equal(Bytes("probed", f), Bytes("again", f)));

        using var report = JsonDocument.Parse(Bytes("probed", "probe.json"));
        var result = Assert.Single(report.RootElement.GetProperty("results").EnumerateArray());
        var figures = result.GetProperty("figures").EnumerateArray().ToList();
        Assert.Equal(["ours knn", "random knn", "ours linear", "random linear"], figures.Select(f => $"{f.GetProperty("encoder")} {f.GetProperty("probe")}"));
        Assert.All(figures, f => Assert.InRange(f.GetProperty("balanced_accuracy").GetProperty("estimate").GetDouble(), 0.5, 1));
        Assert.Equal(2 * 2 * 4, result.GetProperty("penalties").GetArrayLength());
        Assert.StartsWith("sha256:", report.RootElement.GetProperty("encoders")[0].GetProperty("digest").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStoreIsPreparedOnTheWayAndScansHaveClassesToo()
    {
        var run = await study.RunFolderAsync();
        var store = Path.Combine(run, "store");
        var patients = ScanStore.Open(store).Series.Select(s => s.Patient).Order(StringComparer.Ordinal).ToList();
        var classes = string.Concat(patients.Select((p, i) => $"{p},{(i % 2 == 0 ? "even" : "odd")}\n"));
        await File.WriteAllTextAsync(Path.Combine(study.Home, "classes.csv"), classes, TestContext.Current.CancellationToken);
        var request = new ProbeRequest
        {
            Folder = store, Encoders = EncoderArm.Parse([Model(run)]), Output = Path.Combine(study.Home, "classed"), Levels = [1, 2],
            Protocol = Path.Combine(study.Home, "study.yaml"), Classes = Path.Combine(study.Home, "classes.csv"), Voxels = 40, Seeds = [1],
        };
        var results = Run(request).Results;

        Assert.Equal([("voxels", 4), ("classes", 4)], results.Select(r => (r.Task.Name, r.Patients)));
        Assert.Equal(["background", "ball"], results[0].Task.Classes);
        Assert.Equal(["even", "odd"], results[1].Task.Classes);

        await File.WriteAllTextAsync(Path.Combine(study.Home, "bad.csv"), classes + "Miller^Anna,odd\n", TestContext.Current.CancellationToken);
        Refused("names no series and no patient", request with { Output = Path.Combine(study.Home, "refused"), Classes = Path.Combine(study.Home, "bad.csv") });
    }

    [Fact]
    public async Task FeaturesAreDrawnBesideTheScan()
    {
        var run = await study.RunFolderAsync();
        var result = await MedMimProcess.RunAsync(
            study.Home, "features", Path.Combine(run, "prepared"), "--encoder", "ours=" + Model(run), "--cases", "1", "--levels", "1,2", "--voxels", "100", "--out", "drawn");
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal(Path.Combine(study.Home, "drawn", "features.png"), result.Output.Trim());
        new FeaturePictureStudy(NullLogger.Instance, SilentProgress.Instance).Run(
            new()
            {
                Folder = Path.Combine(run, "prepared"), Encoders = EncoderArm.Parse(["ours=" + Model(run)]), Output = Path.Combine(study.Home, "drawn-again"),
                Cases = 1, Levels = [1, 2], Voxels = 100,
            },
            TestContext.Current.CancellationToken);

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], Bytes("drawn", "features.png")[..4]);
        Assert.All(["features.png", "features.json"], f => Assert.Equal(Bytes("drawn", f), Bytes("drawn-again", f)));
    }

    [Fact]
    public async Task WhatCannotBeProbedIsNamed()
    {
        var run = await study.RunFolderAsync();
        var prepared = Path.Combine(run, "prepared");
        var quiet = await ProbeAsync("refused", Path.Combine(study.Home, "absent.safetensors"), prepared, "--quiet");
        Assert.Equal((2, string.Empty), (quiet.ExitCode, quiet.Output));
        Assert.Contains("is no file", Assert.Single(quiet.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);

        var request = new ProbeRequest { Folder = prepared, Encoders = EncoderArm.Parse([Model(run)]), Output = Path.Combine(study.Home, "refused") };
        Refused("is a resenc-tiny, not a primus-tiny", request with { Preset = "primus-tiny" });
        Refused("this encoder has levels 1", request with { Levels = [5] });
        Refused("is no store", request with { Folder = Path.Combine(study.Home, "scans") });
        Refused("holds no label", request with { Folder = await IngestAsync("scans", "unlabelled") });
        foreach (var name in new[] { "case.nii", "case_seg.nii" })
        {
            MadeScans.Write(Path.Combine(study.Home, "lone", name), 18, 1, isLabel: name.Contains("seg", StringComparison.Ordinal));
        }

        Refused("at least 3 patients", request with { Folder = await IngestAsync("lone", "alone") });
        var bare = Path.Combine(study.Home, "bare.safetensors");
        File.Copy(Model(run), bare);
        request = request with { Encoders = EncoderArm.Parse([bare]) };
        Refused("which network it is of", request);
        Refused("none of its 69 tensors fits", request with { Preset = "primus-tiny", PatchSize = new(16, 16, 16) });
    }

    private static string Model(string run) => Path.Combine(run, "finetune", "scratch", "model.safetensors");

    private byte[] Bytes(string folder, string file) => File.ReadAllBytes(Path.Combine(study.Home, folder, file));

    private async Task<string> IngestAsync(string archive, string store)
    {
        var result = await MedMimProcess.RunAsync(study.Home, "ingest", archive, "--store", store, "--quiet");
        Assert.True(result.ExitCode == 0, result.Errors);
        return Path.Combine(study.Home, store);
    }

    private Task<MedMimProcess.Result> ProbeAsync(string output, string encoder, string folder, params string[] more) =>
        MedMimProcess.RunAsync(study.Home, ["probe", folder, "--encoder", encoder, "--out", output, .. more]);

    private static ProbeOutcome Run(ProbeRequest request) =>
        new ProbeStudy(NullLogger.Instance, SilentProgress.Instance).Run(request, TestContext.Current.CancellationToken);

    private void Refused(string words, ProbeRequest request)
    {
        var failure = Assert.Throws<InputException>(() => Run(request));
        Assert.Contains(words, failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Miller", failure.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(study.Home, "refused")));
    }
}
