namespace MedMim.Imaging.Workers;

/// <summary>How worker processes are run.</summary>
public sealed record WorkerOptions
{
    /// <summary>How many processes. Default: one a processor.</summary>
    public int Count { get; init; } = Environment.ProcessorCount;

    /// <summary>How long one file may be inspected, or one series read, before its process is killed. Default: 2 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Most memory of one process, bytes. Default: 8 GiB.</summary>
    public long Memory { get; init; } = 8L << 30;

    /// <summary>
    /// The worker program, an executable or a .dll. Default: what the environment variable <c>MEDMIM_WORKER</c> names, else
    /// <c>MedMim.Imaging.Worker.dll</c> beside the application.
    /// </summary>
    public string Program { get; init; } = Environment.GetEnvironmentVariable("MEDMIM_WORKER") is { Length: > 0 } named
        ? named
        : Path.Combine(AppContext.BaseDirectory, "MedMim.Imaging.Worker.dll");
}
