using System.Diagnostics;
using System.Globalization;

namespace MedMim.Bench;

/// <summary>Runs a command and measures its wall time and the peak resident size of its whole process tree.</summary>
internal static class ProcessMeter
{
    // Reading a process's page tables stops it for some milliseconds, so sampling must stay a small part of the time.
    private const double WaitPerSample = 50;
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(10);

    /// <param name="Seconds">Wall time.</param>
    /// <param name="PeakMiB">Largest sum of proportional set sizes over the tree: shared pages count once.</param>
    /// <param name="ExitCode">How it ended.</param>
    /// <param name="CpuSeconds">Processor time, user and system, of the tree: what counts where others use the machine too.</param>
    /// <param name="MainMiB">Largest resident size of the program itself.</param>
    /// <param name="ChildMiB">Largest resident size of one of its children.</param>
    public sealed record Measure(
        double Seconds, double PeakMiB, int ExitCode, double CpuSeconds = 0, double MainMiB = 0, double ChildMiB = 0);

    /// <summary>Runs a command whose time counts: memory is sampled seldom, at most 2 % of the time.</summary>
    public static Measure Run(string program, params string[] arguments) => Run(WaitPerSample, program, arguments);

    /// <summary>Runs a command whose memory counts: sampled all the time, which makes it slower.</summary>
    public static double Peak(string program, params string[] arguments) => Run(1, program, arguments).PeakMiB;

    private static Measure Run(double waitPerSample, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var (began, cpu) = (Stopwatch.GetTimestamp(), ChildrenTime.Seconds());
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        var errors = new List<string>();
        process.ErrorDataReceived += (_, e) => errors.Add(e.Data ?? string.Empty);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var (peak, main, child) = (0.0, 0.0, 0.0);
        var wait = ShortestWait;
        while (!process.WaitForExit(wait))
        {
            var sampling = Stopwatch.GetTimestamp();
            peak = Math.Max(peak, Tree(process.Id).Sum(ProportionalMiB));
            main = Math.Max(main, HighWaterMiB(process.Id));
            child = Math.Max(child, Tree(process.Id).Skip(1).Select(HighWaterMiB).DefaultIfEmpty(0).Max());
            var longer = waitPerSample * Stopwatch.GetElapsedTime(sampling);
            wait = longer > ShortestWait ? longer : ShortestWait;
        }

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (process.ExitCode != 0)
        {
            Console.Error.WriteLine($"{program} ended with {process.ExitCode}: {string.Join('\n', errors.TakeLast(5))}");
        }

        return new(seconds, peak, process.ExitCode, ChildrenTime.Seconds() - cpu, main, child);
    }

    private static IEnumerable<int> Tree(int root)
    {
        yield return root;
        foreach (var child in Tasks(root).SelectMany(t => Read(Path.Combine(t, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            foreach (var below in Tree(int.Parse(child, CultureInfo.InvariantCulture)))
            {
                yield return below;
            }
        }
    }

    /// <summary>The threads of a process; none where it ended in the meantime.</summary>
    private static string[] Tasks(int process)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{process}/task");
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static double ProportionalMiB(int process) => FieldMiB($"/proc/{process}/smaps_rollup", "Pss:");

    private static double HighWaterMiB(int process) => FieldMiB($"/proc/{process}/status", "VmHWM:");

    private static double FieldMiB(string path, string field)
    {
        var line = Read(path).Split('\n').FirstOrDefault(l => l.StartsWith(field, StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line[field.Length..].Replace("kB", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }

    // A process may end between being listed and being read.
    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }
}
