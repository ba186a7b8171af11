using System.Text.Json;

namespace MedMim.Bench;

/// <summary>Seconds, peak memory and throughput of each stage of the quickstart study.</summary>
internal static class StageBench
{
    public static void Run(BenchOptions options, BenchReport report)
    {
        var runs = options.Fresh("runs");
        var whole = ProcessMeter.Run(
            Path.Combine(options.Root, "eng", "run"), "run", Path.Combine(options.Root, "protocols", "quickstart.yaml"), "--runs", runs, "--quiet");
        var run = Directory.GetDirectories(runs).Single();
        var rows = File.ReadLines(Path.Combine(run, "timings.jsonl"))
            .Select(l => JsonDocument.Parse(l).RootElement)
            .Select(t => Row(run, t))
            .Append(["whole run", BenchReport.Number(whole.Seconds, "0.0"), BenchReport.Number(whole.PeakMiB, "0"), string.Empty]);
        report.Table(
            "Stages of protocols/quickstart.yaml",
            "One run. Peak is the main process's resident size; of the whole run, the sum over the process tree.",
            ["stage", "seconds", "peak MiB", "throughput"],
            rows);
    }

    private static string[] Row(string run, JsonElement timing)
    {
        var step = timing.GetProperty("step").GetString()!;
        var seconds = timing.GetProperty("seconds").GetDouble();
        return
        [
            step, BenchReport.Number(seconds, "0.0"), BenchReport.Number(timing.GetProperty("peak_mib").GetDouble(), "0"),
            Throughput(run, step, seconds),
        ];
    }

    private static string Throughput(string run, string step, double seconds)
    {
        using var receipt = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(run, "steps", step.Replace('/', '-') + ".json")));
        var facts = receipt.RootElement.GetProperty("Facts");
        return facts.TryGetProperty("units", out var units) && facts.TryGetProperty("unit", out var unit)
            ? $"{BenchReport.Number(double.Parse(units.GetString()!, System.Globalization.CultureInfo.InvariantCulture) / seconds, "0.0")} {unit.GetString()}/s"
            : string.Empty;
    }
}
