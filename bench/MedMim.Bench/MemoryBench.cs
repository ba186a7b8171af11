using System.Globalization;

namespace MedMim.Bench;

/// <summary>The resident memory of a long pretraining, step by step.</summary>
internal static class MemoryBench
{
    private const int Steps = 2000;
    private const int Warmup = 200;

    public static void Run(BenchOptions options, BenchReport report, string medmim)
    {
        var folder = options.Fresh("memory");
        Command.Lines(
            medmim, 2, "bench", "pretrain", "--quiet", "--patch", "16,16,16", "--batch", "2",
            "--steps", (Steps - Warmup).ToString(CultureInfo.InvariantCulture), "--warmup", Warmup.ToString(CultureInfo.InvariantCulture),
            "--checkpoint-every", "100", "--folder", folder);
        var sizes = File.ReadLines(Path.Combine(folder, "process.csv"))
            .Select(l => l.Split(',')).Select(p => double.Parse(p[1], CultureInfo.InvariantCulture) / 1024).ToList();
        var rows = new[] { 1, Warmup, Steps / 4, Steps / 2, 3 * Steps / 4, Steps }
            .Select(s => new[] { $"step {s}", BenchReport.Number(sizes[s - 1], "0.0"), Change(sizes, s) });
        report.Table(
            $"Resident memory over {Steps} steps",
            $"resenc-tiny, 2 × 16³, AdamW, a checkpoint every 100 steps. Change is against the mean of the hundred steps after step {Warmup}; "
            + "each row is the mean of the ten steps before it.",
            ["", "resident MiB", "change"], rows);
    }

    private static string Change(List<double> sizes, int step)
    {
        if (step < Warmup)
        {
            return string.Empty;
        }

        var reference = sizes.Skip(Warmup).Take(100).Average();
        return BenchReport.Number((sizes.Skip(step - 10).Take(10).Average() / reference) - 1, "+0.00%;-0.00%;0.00%");
    }
}
