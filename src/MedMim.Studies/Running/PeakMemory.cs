using System.Globalization;

namespace MedMim.Studies.Running;

/// <summary>
/// The largest resident size of this process since a moment, native memory included, which the garbage collector does not
/// see. Worker processes are not in it.
/// </summary>
internal static class PeakMemory
{
    /// <summary>Begins anew: the kernel forgets the peak so far (proc(5), <c>clear_refs</c>, value 5).</summary>
    public static void Reset()
    {
        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (IOException)
        {
            // A container may forbid it: the peak is then that of the whole run so far, still an upper bound.
        }
        catch (UnauthorizedAccessException)
        {
            // Likewise.
        }
    }

    /// <summary>The peak in MiB; 0 where the kernel does not tell.</summary>
    public static double MiB()
    {
        const string field = "VmHWM:";
        var line = File.Exists("/proc/self/status")
            ? File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith(field, StringComparison.Ordinal))
            : null;
        return line is null
            ? 0
            : double.Parse(line[field.Length..].Replace("kB", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }
}
