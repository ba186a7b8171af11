using MedMim.Foundation.Failures;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Workers;

/// <summary>Writes DICOM files in worker processes, in parallel.</summary>
/// <param name="options">How the processes are run; null for the defaults.</param>
public sealed class WorkerDicomWriter(WorkerOptions? options = null) : IDicomWriter
{
    private readonly WorkerPool _pool = new(options ?? new());

    /// <inheritdoc/>
    /// <exception cref="Foundation.Failures.InputException">The worker program is missing or does not start.</exception>
    public Task WriteAsync(IReadOnlyList<DicomFile> files, CancellationToken cancellation) =>
        Parallel.ForEachAsync(
            files,
            new ParallelOptions { MaxDegreeOfParallelism = _pool.Count, CancellationToken = cancellation },
            async (file, token) => await WriteAsync(file, token));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    // The toolkit's streams do not say that the disk is full: they kill the process.
    private static bool HasRoomFor(string path, long bytes) =>
        new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(path))!).AvailableFreeSpace > bytes + (1 << 16);

    private async Task WriteAsync(DicomFile file, CancellationToken cancellation)
    {
        using var attachment = new MemoryStream();
        DatasetCodec.Write(attachment, file.Dataset);
        if (file.Pixels is { } pixels)
        {
            attachment.Write(pixels.Span);
        }

        var request = new WorkerRequest(WorkerTask.Write)
        {
            Paths = [Path.GetFullPath(file.Path)],
            Syntax = file.Syntax,
            HasPixels = file.Pixels is not null,
        };
        var bytes = attachment.GetBuffer().AsMemory(0, (int)attachment.Length);
        try
        {
            WorkerExchange.Check(
                await _pool.UseAsync(worker => WorkerExchange.AskAsync(worker, request, bytes, cancellation), cancellation));
        }
        catch (WorkerLostException e)
        {
            PartialFiles.Remove(file.Path);
            throw HasRoomFor(file.Path, attachment.Length)
                ? new IOException("The DICOM writer crashed.", e)
                : new DiskFullException(Path.GetDirectoryName(Path.GetFullPath(file.Path))!, e);
        }
        catch (OperationCanceledException)
        {
            PartialFiles.Remove(file.Path); // Cancelling kills the worker.
            throw;
        }
    }
}
