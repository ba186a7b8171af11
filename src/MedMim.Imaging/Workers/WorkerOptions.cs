using System.Globalization;
using MedMim.Imaging.Formats;

namespace MedMim.Imaging.Workers;

/// <summary>How worker processes are run.</summary>
public sealed record WorkerOptions
{
    /// <summary>How many processes. Default: one a processor.</summary>
    public int Count { get; init; } = Environment.ProcessorCount;

    /// <summary>How long one file may be inspected, or one series read, before its process is killed. Default: 2 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Most memory of one process, bytes. Default: what the environment variable <c>MEDMIM_WORKER_MEMORY</c> says, else 8 GiB.
    /// </summary>
    public long Memory { get; init; } =
        long.TryParse(Environment.GetEnvironmentVariable(WorkerIsolation.MemoryVariable), CultureInfo.InvariantCulture, out var bytes) && bytes > 0
            ? bytes
            : 8L << 30;

    /// <summary>How volume files are taken that do not say which way they lie. Default: refused.</summary>
    public AssumedOrientation AssumedOrientation { get; init; }

    /// <summary>
    /// The worker program, an executable or a .dll. Default: what the environment variable <c>MEDMIM_WORKER</c> names, else
    /// <c>medmim-worker</c> (native code) beside the application, else <c>MedMim.Imaging.Worker.dll</c> there.
    /// </summary>
    public string Program { get; init; } = Environment.GetEnvironmentVariable("MEDMIM_WORKER") is { Length: > 0 } named
        ? named
        : Beside("medmim-worker") is { } native && File.Exists(native) ? native : Beside("MedMim.Imaging.Worker.dll");

    /// <summary>Whether the program is there; a bundle for training has none.</summary>
    public bool IsPresent => File.Exists(Program);

    private static string Beside(string name) => Path.Combine(AppContext.BaseDirectory, name);
}
