using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MedMim.Bench;

/// <summary>Processor time of all ended children and theirs (getrusage, RUSAGE_CHILDREN).</summary>
internal static partial class ChildrenTime
{
    private const int Children = -1;

    public static double Seconds()
    {
        var usage = default(Usage);
        return GetUsage(Children, ref usage) == 0
            ? usage[0] + usage[2] + ((usage[1] + usage[3]) / 1e6)
            : throw new InvalidOperationException("getrusage failed.");
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, ref Usage usage);

    // Seconds and microseconds of user time, then of system time, then fourteen other numbers.
    [InlineArray(18)]
    private struct Usage
    {
        private long first;
    }
}
