using System.Diagnostics;
using System.Globalization;

namespace MedMim.Fuzz;

/// <summary>Runs <c>medmim ingest</c> on a folder and watches its workers.</summary>
internal sealed class IngestProcess(string program, long workerMemory, TimeSpan limit)
{
    /// <param name="ExitCode">How it ended; -1 where it was killed because it took too long.</param>
    /// <param name="WorkerPeak">Largest resident size of a worker, bytes.</param>
    /// <param name="Errors">What it said.</param>
    public sealed record Outcome(int ExitCode, long WorkerPeak, string Errors)
    {
        /// <summary>A store was written, or there was no usable scan, which is said: nothing else is a good end.</summary>
        public bool EndedWell => ExitCode == 0 || (ExitCode == 2 && Errors.Contains("holds no scan that can be used", StringComparison.Ordinal));
    }

    public async Task<Outcome> RunAsync(string archive, string store, string key)
    {
        var start = new ProcessStartInfo(program, ["ingest", archive, "--store", store, "--quiet"])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["MEDMIM_PSEUDONYM_KEY"] = key;
        start.Environment["MEDMIM_WORKER_MEMORY"] = workerMemory.ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var (began, peak) = (Stopwatch.GetTimestamp(), 0L);
        while (!process.WaitForExit(20))
        {
            peak = Math.Max(peak, WorkersPeak(process.Id));
            if (Stopwatch.GetElapsedTime(began) > limit)
            {
                process.Kill(entireProcessTree: true);
                return new(-1, peak, await errors);
            }
        }

        _ = await output;
        return new(process.ExitCode, peak, await errors);
    }

    private static long WorkersPeak(int parent)
    {
        var peak = 0L;
        foreach (var task in Folders($"/proc/{parent}/task"))
        {
            foreach (var child in Text(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var line = Text($"/proc/{child}/status").Split('\n').FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
                peak = Math.Max(peak, line is null ? 0 : 1024 * long.Parse(line[6..].Replace("kB", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture));
            }
        }

        return peak;
    }

    // Processes and their threads end between being listed and being read.
    private static string[] Folders(string path)
    {
        try
        {
            return Directory.GetDirectories(path);
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }
}
