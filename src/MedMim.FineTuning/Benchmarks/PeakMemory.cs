using System.Globalization;

namespace MedMim.FineTuning.Benchmarks;

/// <summary>Watches the resident memory of this process while something is done.</summary>
internal static class PeakMemory
{
    /// <summary>Does it. The total is the kernel's own peak (VmHWM, set back first); its parts are looked at every few milliseconds.</summary>
    public static ResidentMemory Of(Action work)
    {
        File.WriteAllText("/proc/self/clear_refs", "5");
        var peak = ResidentMemory.Now();
        using var done = new ManualResetEventSlim();
        var watch = new Thread(() =>
        {
            while (!done.Wait(5))
            {
                var now = ResidentMemory.Now();
                peak = new(0, Math.Max(peak.Anonymous, now.Anonymous), Math.Max(peak.Files, now.Files));
            }
        });
        watch.Start();
        try
        {
            work();
        }
        finally
        {
            done.Set();
            watch.Join();
        }

        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return peak with { Total = double.Parse(line[6..].Replace("kB", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024 };
    }
}
