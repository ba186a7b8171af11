namespace MedMim.Imaging.Dicom;

/// <summary>Writes DICOM files. The implementation that programs use (<c>WorkerDicomWriter</c>) does it in a worker process.</summary>
public interface IDicomWriter : IAsyncDisposable
{
    /// <summary>Writes files in order; each appears whole or not at all.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    Task WriteAsync(IReadOnlyList<DicomFile> files, CancellationToken cancellation);
}
