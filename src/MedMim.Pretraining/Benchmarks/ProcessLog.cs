using System.Globalization;
using MedMim.Foundation.Progress;

namespace MedMim.Pretraining.Benchmarks;

/// <summary>Writes what the process has taken after every step to a table: <c>step,resident_kib,cpu_seconds</c>.</summary>
internal sealed class ProcessLog : IDisposable
{
    private readonly StreamWriter table;
    private readonly DeviceMemoryMeter memory;

    /// <param name="path">The file; appended to when a run goes on.</param>
    /// <param name="memory">Is told to look after every step.</param>
    public ProcessLog(string path, DeviceMemoryMeter memory)
    {
        this.memory = memory;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        table = new(path, append: true);
    }

    /// <summary>Largest resident size so far, in MiB.</summary>
    public static double PeakMiB => Kibibytes("VmHWM:") / 1024.0;

    /// <summary>Processor time of each step but the first that this process did, of all threads, as such a table tells it.</summary>
    /// <param name="path">The table.</param>
    public static IEnumerable<double> StepCpuSeconds(string path)
    {
        var rows = File.ReadLines(path).Select(l => l.Split(',')).Where(p => p.Length == 3)
            .Select(p => (Step: long.Parse(p[0], CultureInfo.InvariantCulture), Cpu: double.Parse(p[2], CultureInfo.InvariantCulture)))
            .ToList();
        return rows.Zip(rows.Skip(1)).Where(p => p.Second.Step == p.First.Step + 1 && p.Second.Cpu >= p.First.Cpu)
            .Select(p => p.Second.Cpu - p.First.Cpu);
    }

    /// <summary>A reporter that hands progress on and notes the memory.</summary>
    public IProgressReporter Watching(IProgressReporter progress) => new Reporter(this, progress);

    public void Dispose() => table.Dispose();

    private static long Kibibytes(string field)
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line[field.Length..].Replace("kB", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }

    private sealed class Reporter(ProcessLog owner, IProgressReporter inner) : IProgressReporter
    {
        public bool IsTerminal => inner.IsTerminal;

        public IProgressTask Begin(string title, long total, string unit) => new Watched(owner, inner.Begin(title, total, unit));

        public void Note(string line) => inner.Note(line);
    }

    private sealed class Watched(ProcessLog owner, IProgressTask inner) : IProgressTask
    {
        public void SetTotal(long total) => inner.SetTotal(total);

        public void Report(long done, string? detail = null)
        {
            owner.table.WriteLine(FormattableString.Invariant($"{done},{Kibibytes("VmRSS:")},{Environment.CpuUsage.TotalTime.TotalSeconds}"));
            owner.table.Flush();
            owner.memory.Look();
            inner.Report(done, detail);
        }

        public void Dispose() => inner.Dispose();
    }
}
