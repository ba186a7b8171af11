using System.Diagnostics;
using System.Globalization;

namespace MedMim.Bench;

/// <summary>
/// Kills a short pretraining at random moments, half of the time with SIGKILL and half with SIGTERM, starts it again until it is
/// done, and compares its weights with those of a run that nobody disturbed.
/// </summary>
internal static class KillBench
{
    private const int Kills = 100;
    private static readonly int[] Readers = [1, 2, 4];

    public static void Run(BenchOptions options, BenchReport report, string medmim)
    {
        var random = new Random(1);
        var began = Stopwatch.GetTimestamp();
        var whole = Finish(medmim, options.Fresh("kills"), 1)!;
        var length = Stopwatch.GetElapsedTime(began);
        var (killed, terminated, runs) = (0, 0, 0);
        var digests = new SortedSet<string>(StringComparer.Ordinal) { whole };
        while (killed + terminated < Kills)
        {
            runs++;
            var folder = options.Fresh("kills");
            while (true)
            {
                var signal = random.Next(2) == 0 ? "-KILL" : "-TERM";
                using var process = Start(medmim, folder, Readers[random.Next(Readers.Length)]);
                // Early moments too: while it starts, and while it reads its checkpoint.
                var alive = !process.WaitForExit(length * random.NextDouble());
                if (alive && killed + terminated < Kills)
                {
                    using var kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
                    process.WaitForExit();
                    _ = signal == "-KILL" ? killed++ : terminated++;
                    continue;
                }

                process.WaitForExit();
                digests.Add(Digest(process) ?? "a run failed");
                break;
            }
        }

        report.Table(
            "Kills", $"A pretraining of {length.TotalSeconds:0} s (resenc-tiny, 2 × 16³, 60 steps, a checkpoint every 3), killed at random moments "
            + "and started again, with 1, 2 or 4 reader threads at random.",
            ["", "count"],
            [
                ["SIGKILL", BenchReport.Number(killed, "0")], ["SIGTERM", BenchReport.Number(terminated, "0")],
                ["runs brought to their end", BenchReport.Number(runs, "0")],
                ["different weights, the undisturbed run's included", BenchReport.Number(digests.Count, "0")],
            ]);
    }

    private static string? Finish(string medmim, string folder, int readers)
    {
        using var process = Start(medmim, folder, readers);
        return Digest(process);
    }

    private static string? Digest(Process process)
    {
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Split('\n').FirstOrDefault(l => l.StartsWith("encoder ", StringComparison.Ordinal));
    }

    private static Process Start(string medmim, string folder, int readers) => Command.Start(
        medmim, 2, "bench", "pretrain", "--quiet", "--patch", "16,16,16", "--steps", "60", "--warmup", "0", "--checkpoint-every", "3",
        "--readers", readers.ToString(CultureInfo.InvariantCulture), "--folder", folder);
}
