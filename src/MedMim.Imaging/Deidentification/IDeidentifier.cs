using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Deidentification;

/// <summary>De-identifies files. The implementation that programs use (<c>WorkerDeidentifier</c>) does it in worker processes.</summary>
public interface IDeidentifier : IAsyncDisposable
{
    /// <summary>How many files are worth asking for side by side.</summary>
    int Parallelism { get; }

    /// <summary>De-identifies a file into another, which appears whole or not at all.</summary>
    /// <exception cref="RefusedException">The file cannot be de-identified.</exception>
    /// <exception cref="IOException">The target cannot be written.</exception>
    Task<DeidentifiedFile> DeidentifyAsync(string source, string target, CancellationToken cancellation);
}
