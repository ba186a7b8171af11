using System.Globalization;
using System.Text.Json;

namespace MedMim.Bench;

/// <summary>Pretraining: step throughput beside the same model in PyTorch, memory over many steps, kills.</summary>
internal static class PretrainingBench
{
    private const int Threads = 2;

    // Encoder, patch, batch, steps a round.
    private static readonly (string Encoder, int Patch, int Batch, int Steps)[] Models =
        [("resenc-tiny", 64, 2, 8), ("resenc-s", 64, 1, 5)];

    public static void Run(BenchOptions options, BenchReport report)
    {
        var medmim = options.Medmim;
        Throughput(options, report, medmim);
        MemoryBench.Run(options, report, medmim);
        KillBench.Run(options, report, medmim);
    }

    private static void Throughput(BenchOptions options, BenchReport report, string medmim)
    {
        var rows = Models.SelectMany(m => Sides(options, medmim, m)).ToList();
        report.Table(
            "A pretraining step beside PyTorch",
            $"One round each in turn, {options.Repeat} rounds, {Threads} threads, float32; median of the rounds' medians, and their range; the "
            + "ratio is MedMim's speed over PyTorch's, of wall time and of processor time (which others on the machine disturb less). "
            + "MedMim's steps are a study's, with their data; the peer (bench/peers/pretrain.py) has its data ready.",
            ["", "samples/s", "range", "ratio", "CPU s a step", "ratio", "peak MiB", "of the ceiling"],
            rows);
    }

    private static IEnumerable<string[]> Sides(
        BenchOptions options, string medmim, (string Encoder, int Patch, int Batch, int Steps) model)
    {
        var (ours, theirs) = (new List<Side>(), new List<Side>());
        for (var round = 0; round < options.Repeat; round++)
        {
            ours.Add(Ours(medmim, model));
            theirs.Add(Theirs(options, model));
        }

        var name = $"{model.Encoder}, {model.Batch} × {model.Patch}³";
        yield return Row($"{name}, MedMim", ours, Median(ours) / Median(theirs), Cpu(theirs) / Cpu(ours));
        yield return Row($"{name}, PyTorch {theirs[0].Version}", theirs, 1, 1);
    }

    private static Side Ours(string medmim, (string Encoder, int Patch, int Batch, int Steps) model)
    {
        var edge = model.Patch.ToString(CultureInfo.InvariantCulture);
        var lines = Command.Lines(
            medmim, Threads, "bench", "pretrain", "--quiet", "--encoder", model.Encoder, "--patch", $"{edge},{edge},{edge}",
            "--batch", Text(model.Batch), "--steps", Text(model.Steps), "--warmup", "2");
        string Value(string field) => lines.First(l => l.StartsWith(field, StringComparison.Ordinal))[field.Length..].Trim();
        return new(
            double.Parse(Value("samples/s"), CultureInfo.InvariantCulture),
            double.Parse(Value("peak memory").Split(' ')[0], CultureInfo.InvariantCulture),
            double.Parse(Value("processor time").Split(' ')[0], CultureInfo.InvariantCulture), Value("share of it"), string.Empty);
    }

    private static Side Theirs(BenchOptions options, (string Encoder, int Patch, int Batch, int Steps) model)
    {
        var edge = Text(model.Patch);
        var lines = Command.Lines(
            options.Python, Threads, Path.Combine(options.Root, "bench", "peers", "pretrain.py"), "--encoder", model.Encoder, "--patch",
            edge, edge, edge, "--batch", Text(model.Batch), "--steps", Text(model.Steps), "--warmup", "2");
        using var json = JsonDocument.Parse(lines[^1]);
        var root = json.RootElement;
        return new(
            root.GetProperty("samples_per_second").GetDouble(), root.GetProperty("peak_mib").GetDouble(), root.GetProperty("cpu_seconds").GetDouble(), string.Empty,
            root.GetProperty("torch").GetString()!);
    }

    private static string[] Row(string name, List<Side> rounds, double ratio, double cpuRatio) =>
    [
        name, BenchReport.Number(Median(rounds), "0.000"),
        BenchReport.Number(rounds.Min(r => r.Samples), "0.000") + " to " + BenchReport.Number(rounds.Max(r => r.Samples), "0.000"),
        BenchReport.Number(ratio, "0.00"), BenchReport.Number(Cpu(rounds), "0.000"), BenchReport.Number(cpuRatio, "0.00"),
        BenchReport.Number(rounds.Max(r => r.PeakMiB), "0"), rounds[^1].Ceiling,
    ];

    private static double Cpu(List<Side> rounds) => rounds.Select(r => r.CpuSeconds).Order().ElementAt(rounds.Count / 2);

    private static double Median(List<Side> rounds) => rounds.Select(r => r.Samples).Order().ElementAt(rounds.Count / 2);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Side(double Samples, double PeakMiB, double CpuSeconds, string Ceiling, string Version);
}
