using System.Text.Json;
using MedMim.Cli.Tests.BadInput;
using MedMim.Studies.Running;
using MedMim.Studies.Splits;
using Parquet;

namespace MedMim.Cli.Tests.Pipeline;

/// <summary>A tiny comparison as a person runs it: whole, looked at, stopped and gone on with.</summary>
public sealed class ComparisonPipelineTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("medmim-").FullName;
    private readonly string protocol;

    public ComparisonPipelineTests()
    {
        protocol = Path.Combine(home, "study.yaml");
        for (var i = 0; i < 6; i++)
        {
            MadeScans.Write(Path.Combine(home, "made", $"case{i}.nii"), 16, i);
            MadeScans.Write(Path.Combine(home, "made", $"case{i}_seg.nii"), 16, i, isLabel: true);
        }
    }

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Fact]
    public async Task AComparisonIsMatchedAndIsTheSameAfterBeingStopped()
    {
        await File.WriteAllTextAsync(protocol, TinyProtocols.Comparison, TestContext.Current.CancellationToken);

        var whole = await RunAsync("a");
        Assert.True(whole.ExitCode == 0, whole.Errors);
        Assert.Matches("3 of 6 cells done, 3 left, about [0-9]+ min\n", whole.Errors);
        Assert.Contains("6 of 6 cells done, 0 left", whole.Errors, StringComparison.Ordinal);
        Assert.All(whole.Errors.Split('\n').Where(l => l.StartsWith('[') || l.Contains("cells", StringComparison.Ordinal)), l => Assert.True(l.Length <= 80, l));
        var run = new RunFolder(Directory.GetDirectories(Path.Combine(home, "a")).Single());
        IsMatched(run);
        NoTestPatientIsTrainedOn(run);
        await HasARowACaseAndCell(run);
        Assert.Equal(0, (await MedMimProcess.RunAsync(home, "audit", "verify", run.Path)).ExitCode);

        // Elsewhere, killed in a cell's fine-tuning, looked at, and gone on with.
        Assert.Equal(137, (await StopAsync("/finetune/uniform/all/seed-1-fold-1/checkpoints/step", "-KILL")).ExitCode);
        var other = Directory.GetDirectories(Path.Combine(home, "b")).Single();
        var status = await MedMimProcess.RunAsync(home, "study", "status", other);
        Assert.Equal(0, status.ExitCode);
        Assert.Matches("^3 of 6 cells done, 3 left, about [0-9]+ min\n", status.Output);
        Assert.Matches(@"(?m)^uniform +1 +1 +done +done +begun$", status.Output);
        Assert.Matches(@"(?m)^loss-guided +1 +1 +waiting +waiting +waiting$", status.Output);
        Assert.All(status.Output.Split('\n'), l => Assert.True(l.Length <= 80, l));
        var resumed = await RunAsync("b");
        Assert.True(resumed.ExitCode == 0, resumed.Errors);
        Assert.Contains("pretrain/uniform/seed-1-fold-1: done before, unchanged", resumed.Errors, StringComparison.Ordinal);
        Assert.Equal(RunDigests.Of(run.Path), RunDigests.Of(other));
        Assert.Equal(StudyDigest(run.Path), StudyDigest(other));
        FolderState.HasNothingHalfWritten(Path.Combine(home, "b"));
    }

    // Arms of a round are made from the same settings, scans and split, and differ in the encoder alone.
    private static void IsMatched(RunFolder run)
    {
        foreach (var cell in new[] { "2/seed-1-fold-1", "all/seed-1-fold-1" })
        {
            var receipts = new[] { "scratch", "uniform", "loss-guided" }.Select(a => StepReceipt.Read(run.Receipt($"finetune/{a}/{cell}"))!).ToList();
            Assert.Single(receipts.Select(r => r.Settings).Distinct(StringComparer.Ordinal));
            Assert.Single(receipts.Select(r => r.Inputs["split"] + r.Inputs["prepared"]).Distinct(StringComparer.Ordinal));
            Assert.Equal(3, receipts.Select(r => r.Inputs.GetValueOrDefault("encoder")).Distinct(StringComparer.Ordinal).Count());
        }

        string Passes(string arm) => StepReceipt.Read(run.Receipt($"pretrain/{arm}/seed-1-fold-1"))!.Facts["passes"];
        Assert.Equal("24", Passes("uniform"));
        Assert.Equal("24", Passes("loss-guided"));
    }

    private static void NoTestPatientIsTrainedOn(RunFolder run)
    {
        var (one, two) = (StudySplit.Read(run.FoldSplit(1)), StudySplit.Read(run.FoldSplit(2)));
        Assert.Empty(one.Test.Intersect(two.Test, StringComparer.Ordinal));
        foreach (var arm in new[] { "uniform", "loss-guided" })
        {
            using var manifest = JsonDocument.Parse(File.ReadAllBytes(run.In("pretrain", arm, "seed-1-fold-1", "pretrain.json")));
            var seen = manifest.RootElement.GetProperty("cases").EnumerateArray().Select(c => c.GetString()!).ToList();
            Assert.Subset(seen.ToHashSet(StringComparer.Ordinal), two.Test.ToHashSet(StringComparer.Ordinal));
            Assert.Empty(seen.Intersect(one.Test, StringComparer.Ordinal));
        }
    }

    private static async Task HasARowACaseAndCell(RunFolder run)
    {
        await using var reader = await ParquetReader.CreateAsync(run.Metrics, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(StudySplit.Read(run.FoldSplit(1)).Test.Count * 3 * 2, reader.Metadata!.NumRows);
        using var report = JsonDocument.Parse(File.ReadAllBytes(run.ReportJson));
        var statistics = report.RootElement.GetProperty("statistics").GetProperty("comparison");
        Assert.Equal(3 * 2, statistics.GetProperty("points").GetArrayLength());
        Assert.Equal(2 * 3, statistics.GetProperty("differences").GetArrayLength());
        Assert.Equal(3, report.RootElement.GetProperty("study").GetProperty("calibration").GetArrayLength());
        Assert.True(File.Exists(run.In("summary", "uniform", "2", "seed-1-fold-1", "summary.json")));
        Assert.Contains("Dice by number of labelled patients", File.ReadAllText(run.Report), StringComparison.Ordinal);
    }

    private static string StudyDigest(string run)
    {
        using var report = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(run, "report.json")));
        return report.RootElement.GetProperty("studyDigest").GetString()!;
    }

    private Task<MedMimProcess.Result> RunAsync(string runs) => MedMimProcess.RunAsync(home, "run", protocol, "--data", ".", "--runs", runs);

    private Task<MedMimProcess.Result> StopAsync(string trace, string signal) =>
        MedMimProcess.RunUntilAsync(home, "b", trace, signal, () => Task.CompletedTask, "run", protocol, "--data", ".", "--runs", "b");
}
