using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MedMim.Imaging.Workers;

/// <summary>
/// What a worker process does to itself before it touches a file: no core dumps and no output of native libraries (both
/// may hold patient data), and a limit on memory.
/// </summary>
public static partial class WorkerIsolation
{
    /// <summary>Names the environment variable with the memory limit in bytes.</summary>
    internal const string MemoryVariable = "MEDMIM_WORKER_MEMORY";

    private const int LimitData = 2;
    private const int LimitCore = 4;
    private const int WriteOnly = 1;

    /// <summary>Isolates the process; the streams are its pipe to the parent, which native output no longer reaches.</summary>
    public static (Stream Input, Stream Output) Enter()
    {
        var output = Duplicate(1);
        var nowhere = Open("/dev/null", WriteOnly);
        _ = Duplicate2(nowhere, 1);
        _ = Duplicate2(nowhere, 2);
        Limit(LimitCore, 0);
        if (ulong.TryParse(Environment.GetEnvironmentVariable(MemoryVariable), CultureInfo.InvariantCulture, out var bytes))
        {
            // Private writable memory, native and managed; address space alone says nothing, the collector reserves much.
            Limit(LimitData, bytes);
        }

        return (
            new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, 0),
            new FileStream(new SafeFileHandle(output, ownsHandle: false), FileAccess.Write, 0));
    }

    /// <summary>
    /// While a header is read, the process may take this much more than it has: a length field that lies makes a library
    /// ask for, and fill, gigabytes. Disposing gives the whole limit back.
    /// </summary>
    internal static IDisposable Allow(long more)
    {
        if (!ulong.TryParse(Environment.GetEnvironmentVariable(MemoryVariable), CultureInfo.InvariantCulture, out var most))
        {
            return new Allowance(0); // Not in a worker: a test, or a reader within the program.
        }

        // Data and stack are the sixth number, in pages.
        var pages = File.ReadAllText("/proc/self/statm").Split(' ')[5];
        var used = ulong.Parse(pages, CultureInfo.InvariantCulture) * (ulong)Environment.SystemPageSize;
        _ = SetLimit(LimitData, new ResourceLimit(Math.Min(most, used + (ulong)more), most));
        return new Allowance(most);
    }

    /// <summary>Ends the process at once, without finalizers: another thread may be inside a decoder.</summary>
    internal static void Leave() => Exit(0);

    private static void Limit(int resource, ulong bytes) => _ = SetLimit(resource, new ResourceLimit(bytes, bytes));

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate2(int from, int to);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, in ResourceLimit limit);

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Exit(int code);

    private sealed class Allowance(ulong most) : IDisposable
    {
        public void Dispose()
        {
            if (most > 0)
            {
                _ = SetLimit(LimitData, new ResourceLimit(most, most));
            }
        }
    }

    private readonly record struct ResourceLimit(ulong Soft, ulong Hard);
}
