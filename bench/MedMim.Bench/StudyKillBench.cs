using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace MedMim.Bench;

/// <summary>
/// Kills a whole study at random moments, half of the time with SIGKILL and half with SIGTERM, starts it again until it is done,
/// and compares every file but times, circumstances and the log with those of a run that nobody disturbed; then has the log verified.
/// </summary>
internal static class StudyKillBench
{
    private const int Kills = 100;

    private const string Phantom = "phantom: { patients: 6, slices: 24, columns: 64, pixel_spacing: 5.25, slice_spacing: 6, tumour_probability: 1 }";

    private const string Protocol = """
        medmim: 1
        name: killed
        title: A study that is killed
        seed: 7
        data:
          SOURCE
          labels: { source: rtstruct, structures: { tumour: ["GTV*"] } }
          modalities: [CT]
        preparation: { spacing: [6, 6, 6] }
        split: { test_fraction: 0.4 }
        model: { preset: resenc-tiny, patch_size: [16, 32, 32] }
        pretraining: { steps: 8, warmup_steps: 1, checkpoint_every: 2, montage_every: 4 }
        finetuning: { steps: 8, warmup_steps: 1, checkpoint_every: 2 }
        detection: { arms: [scratch], steps: 6, warmup_steps: 1, checkpoint_every: 2 }
        evaluation: { bootstrap: 200, baselines: [ellipsoid] }
        """;

    public static void Run(BenchOptions options, BenchReport report)
    {
        var medmim = options.Medmim;
        var random = new Random(1);
        var made = Study(options.Fresh("study-made"), Phantom);
        Finish(Start(medmim, made, made));
        var archive = Path.Combine(RunOf(made), "archive");
        var whole = Study(options.Fresh("study-whole"), "archive: .");
        var began = Stopwatch.GetTimestamp();
        Finish(Start(medmim, whole, archive));

        // Long enough for any step to begin, short enough that most runs are killed several times.
        var longest = Stopwatch.GetElapsedTime(began) / 2;
        var expected = Digests(whole);
        var (killed, terminated, runs, different, unverified) = (0, 0, 0, new List<string>(), 0);
        var steps = new SortedDictionary<string, int>(StringComparer.Ordinal);
        while (killed + terminated < Kills)
        {
            runs++;
            var home = Study(options.Fresh("study-killed"), "archive: .");
            while (true)
            {
                var signal = random.Next(2) == 0 ? "-KILL" : "-TERM";
                using var process = Start(medmim, home, archive);
                var said = process.StandardError.ReadToEndAsync();
                var rest = process.StandardOutput.ReadToEndAsync();
                var ended = process.WaitForExit(longest * random.NextDouble());
                if (!ended && killed + terminated < Kills)
                {
                    using var kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
                    process.WaitForExit();
                    _ = signal == "-KILL" ? killed++ : terminated++;
                    var step = said.Result.Split('\n').LastOrDefault(l => l.StartsWith('[')) ?? "[] the start";
                    var name = step[(step.IndexOf(' ', StringComparison.Ordinal) + 1)..];
                    steps[name] = steps.GetValueOrDefault(name) + 1;
                    continue;
                }

                process.WaitForExit();
                _ = rest.Result;
                different.AddRange(process.ExitCode == 0 ? Differences(expected, Digests(home)) : [$"ended with {process.ExitCode}: {said.Result}"]);
                unverified += Verified(medmim, home) ? 0 : 1;
                break;
            }
        }

        report.Table(
            "Kills of a whole study", "Six phantoms, pretraining, two segmenters, a detector, evaluation, report; killed at random moments (by the step that it "
            + "was in) and started again. Compared is every file but the log, times, and the report, which tells its circumstances.",
            ["", "count"],
            [
                ["SIGKILL", BenchReport.Number(killed, "0")], ["SIGTERM", BenchReport.Number(terminated, "0")],
                .. steps.Select(s => new[] { $"of these in {s.Key}", BenchReport.Number(s.Value, "0") }),
                ["studies brought to their end", BenchReport.Number(runs, "0")],
                ["files compared, of each", BenchReport.Number(expected.Count, "0")],
                ["files that differ, or are there once only", BenchReport.Number(different.Count, "0")],
                ["logs that do not verify", BenchReport.Number(unverified, "0")],
            ]);
        foreach (var line in different)
        {
            Console.WriteLine(line);
        }
    }

    private static string Study(string home, string source)
    {
        File.WriteAllText(Path.Combine(home, "study.yaml"), Protocol.Replace("SOURCE", source, StringComparison.Ordinal));
        return home;
    }

    // One key for both, so that both have the same pseudonyms.
    private static Process Start(string medmim, string home, string data) => Command.Start(
        "env", 1, $"MEDMIM_PSEUDONYM_KEY={Path.Combine(Path.GetDirectoryName(home)!, "study-pseudonym.key")}",
        $"MEDMIM_AUDIT_KEY={Path.Combine(home, "audit.key")}", medmim, "run", Path.Combine(home, "study.yaml"), "--runs", Path.Combine(home, "runs"), "--data", data);

    private static void Finish(Process process)
    {
        var said = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The undisturbed study ended with {process.ExitCode}: {said.Result}");
        }
    }

    private static bool Verified(string medmim, string home)
    {
        using var process = Command.Start(medmim, 1, "audit", "verify", RunOf(home));
        _ = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static string RunOf(string home) => Directory.GetDirectories(Path.Combine(home, "runs")).Single();

    private static SortedDictionary<string, string> Digests(string home)
    {
        var run = RunOf(home);
        return new(
            Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(run, f))
                .Where(f => !f.StartsWith("audit/", StringComparison.Ordinal) && !f.StartsWith("report.", StringComparison.Ordinal))
                .Where(f => !Path.GetFileName(f).StartsWith("events.out.tfevents", StringComparison.Ordinal))
                .Where(f => Path.GetFileName(f) is not ("timings.jsonl" or "timing.jsonl" or ".run.lock" or "report.sha256" or "sources.parquet"))
                .ToDictionary(f => f, f => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(run, f)))), StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    private static IEnumerable<string> Differences(SortedDictionary<string, string> a, SortedDictionary<string, string> b) =>
        a.Keys.Union(b.Keys, StringComparer.Ordinal).Where(f => a.GetValueOrDefault(f) != b.GetValueOrDefault(f));
}
