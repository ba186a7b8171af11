using System.Text.Json;
using MedMim.Cli.Tests.BadInput;

namespace MedMim.Cli.Tests.Pipeline;

/// <summary>The whole way, from nothing to a verified report, as a person walks it.</summary>
public sealed class PhantomPipelineTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("medmim-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Fact]
    public async Task AStudyRunsOnceIsVerifiedAndIsTheSameAgain()
    {
        var protocol = Path.Combine(home, "study.yaml");
        await File.WriteAllTextAsync(protocol, TinyProtocols.Phantom, TestContext.Current.CancellationToken);

        var first = await MedMimProcess.RunAsync(home, "run", protocol, "--runs", "a");
        Assert.True(first.ExitCode == 0, first.Errors);
        var run = Directory.GetDirectories(Path.Combine(home, "a")).Single();
        Assert.Equal(Path.Combine(run, "report.html"), first.Output.Trim());
        Assert.All(
            ["store/catalog.parquet", "store/refusals.parquet", "pretrain/encoder.safetensors", "finetune/pretrained/model.safetensors",
                "finetune/scratch/model.safetensors", "finetune/pretrained/load-report.json", "detector/detector-pretrained/detector.json", "detection.json", "report.json",
                "metrics.parquet", "summary/pretrained/summary.json", "summary/ellipsoid/summary.json"],
            name => Assert.True(File.Exists(Path.Combine(run, name)), name));

        CalibrationIsThatOfThePredictions(run);

        // Run again: every step but the look at the archive is done already.
        var again = await MedMimProcess.RunAsync(home, "run", protocol, "--runs", "a");
        Assert.True(again.ExitCode == 0, again.Errors);
        Assert.Contains("pretrain: done before, unchanged", again.Errors, StringComparison.Ordinal);
        Assert.Contains("evaluate: done before, unchanged", again.Errors, StringComparison.Ordinal);

        // The audit holds, until a byte is flipped.
        Assert.Equal(0, (await MedMimProcess.RunAsync(home, "audit", "verify", run)).ExitCode);
        FlipAByte(Path.Combine(run, "finetune/scratch/model.safetensors"));
        var tampered = await MedMimProcess.RunAsync(home, "audit", "verify", run);
        Assert.Equal(1, tampered.ExitCode);
        Assert.Contains("finetune/scratch/model.safetensors", tampered.Output, StringComparison.Ordinal);
        FlipAByte(Path.Combine(run, "finetune/scratch/model.safetensors"));

        // Elsewhere, stopped by SIGTERM on the way, killed later, and resumed: the same bytes, and nothing half-written.
        var stopped = await StopAsync(protocol, "/pretrain/checkpoints/step", "-TERM");
        Assert.Equal(130, stopped.ExitCode);
        var killed = await StopAsync(protocol, "/finetune/pretrained/checkpoints/step", "-KILL");
        Assert.Equal(137, killed.ExitCode);
        var status = await MedMimProcess.RunAsync(home, "study", "status", Directory.GetDirectories(Path.Combine(home, "b")).Single());
        Assert.StartsWith("5 of 18 steps done\n", status.Output, StringComparison.Ordinal);
        Assert.Matches("(?m)^finetune/pretrained +begun$", status.Output);
        Assert.Matches("(?m)^report +waiting$", status.Output);
        var resumed = await MedMimProcess.RunAsync(home, "run", protocol, "--runs", "b");
        Assert.True(resumed.ExitCode == 0, resumed.Errors);
        Assert.Equal(RunDigests.Of(run), RunDigests.Of(Directory.GetDirectories(Path.Combine(home, "b")).Single()));
        FolderState.HasNothingHalfWritten(Path.Combine(home, "b"));
    }

    // Both arms have an error with an interval over patients, and their bins hold the voxels that were counted while predicting.
    private static void CalibrationIsThatOfThePredictions(string run)
    {
        using var report = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(run, "report.json")));
        var rows = report.RootElement.GetProperty("study").GetProperty("calibration").EnumerateArray().ToList();
        Assert.Equal(["pretrained", "scratch"], rows.Select(r => r.GetProperty("arm").GetString()));
        foreach (var row in rows)
        {
            using var counts = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(run, "predictions", row.GetProperty("arm").GetString()!, "calibration.json")));
            var voxels = counts.RootElement.EnumerateArray().Sum(c => c.GetProperty("voxels").EnumerateArray().Sum(v => v.GetInt64()));
            Assert.True(voxels > 1000);
            Assert.Equal(voxels, row.GetProperty("curve").EnumerateArray().Sum(b => b.GetProperty("voxels").GetDouble()));
            var error = row.GetProperty("error");
            Assert.InRange(error.GetProperty("estimate").GetDouble(), error.GetProperty("low").GetDouble(), 1);
        }

        Assert.Contains("calibration-1", File.ReadAllText(Path.Combine(run, "report.html")), StringComparison.Ordinal);
    }

    private Task<MedMimProcess.Result> StopAsync(string protocol, string trace, string signal) =>
        MedMimProcess.RunUntilAsync(home, "b", trace, signal, () => Task.CompletedTask, "run", protocol, "--runs", "b");

    private static void FlipAByte(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        stream.Seek(-1, SeekOrigin.End);
        var value = stream.ReadByte();
        stream.Seek(-1, SeekOrigin.End);
        stream.WriteByte((byte)(value ^ 1));
    }
}
