namespace MedMim.FineTuning.Benchmarks;

/// <summary>
/// Resident memory of this process, MiB. Pages of mapped files (libraries, volumes) can be taken back by the system at any time;
/// anonymous ones cannot.
/// </summary>
/// <param name="Total">All of it (VmRSS; as a peak VmHWM, which misses nothing).</param>
/// <param name="Anonymous">RssAnon; as a peak the largest of samples.</param>
/// <param name="Files">RssFile and RssShmem; likewise.</param>
public readonly record struct ResidentMemory(double Total, double Anonymous, double Files)
{
    /// <summary>Now.</summary>
    public static ResidentMemory Now()
    {
        var fields = File.ReadLines("/proc/self/status").Where(l => l.Contains("kB", StringComparison.Ordinal)).ToDictionary(
            l => l[..l.IndexOf(':', StringComparison.Ordinal)],
            l => double.Parse(l.Split(':')[1].Replace("kB", string.Empty, StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture) / 1024,
            StringComparer.Ordinal);
        return new(fields["VmRSS"], fields["RssAnon"], fields["RssFile"] + fields["RssShmem"]);
    }

    /// <summary>The difference.</summary>
    public static ResidentMemory operator -(ResidentMemory a, ResidentMemory b) =>
        new(a.Total - b.Total, a.Anonymous - b.Anonymous, a.Files - b.Files);
}
