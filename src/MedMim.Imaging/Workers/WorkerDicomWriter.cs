using MedMim.Foundation.Failures;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Segmentations;

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

    /// <summary>
    /// Writes a DICOM Segmentation of a series. The patient and study that it names are read and written in the worker.
    /// </summary>
    /// <exception cref="RefusedException">A file of the source cannot be read, or kills who reads it.</exception>
    /// <exception cref="Foundation.Failures.InputException">As <see cref="WriteAsync(IReadOnlyList{DicomFile}, CancellationToken)"/>, or the source is not DICOM or has no date.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public Task WriteAsync(SegmentationExport export, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(export);
        var full = export with { Path = Path.GetFullPath(export.Path), LabelPath = export.LabelPath is { } labels ? Path.GetFullPath(labels) : null };
        return WriteAsync(new WorkerRequest(WorkerTask.WriteSegmentation) { Export = full }, default, full.Path, cancellation);
    }

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
        await WriteAsync(request, attachment.GetBuffer().AsMemory(0, (int)attachment.Length), file.Path, cancellation);
    }

    private async Task WriteAsync(
        WorkerRequest request, ReadOnlyMemory<byte> bytes, string path, CancellationToken cancellation)
    {
        try
        {
            WorkerExchange.Check(
                await _pool.UseAsync(worker => WorkerExchange.AskAsync(worker, request, bytes, cancellation), cancellation));
        }
        catch (WorkerLostException e)
        {
            PartialFiles.Remove(path);
            if (!HasRoomFor(path, bytes.Length))
            {
                throw new DiskFullException(Path.GetDirectoryName(Path.GetFullPath(path))!, e);
            }

            // Where it reads a source, that is what killed it.
            throw request.Export is null ? new IOException("The DICOM writer crashed.", e) : new RefusedException(e.Refusal, e);
        }
        catch (OperationCanceledException)
        {
            PartialFiles.Remove(path); // Cancelling kills the worker.
            throw;
        }
    }
}
