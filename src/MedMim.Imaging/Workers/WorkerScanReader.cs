using MedMim.Foundation.Failures;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Scans.Pixels;
using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Segmentations;
using MedMim.Imaging.Structures;

namespace MedMim.Imaging.Workers;

/// <summary>Reads scans in worker processes, so that a file which kills its decoder costs itself and nothing else.</summary>
/// <param name="options">How the processes are run; null for the defaults.</param>
public sealed class WorkerScanReader(WorkerOptions? options = null) : IScanReader
{
    private readonly WorkerPool _pool = new(options ?? new());

    /// <inheritdoc/>
    public int Parallelism => _pool.Count;

    /// <inheritdoc/>
    public AssumedOrientation AssumedOrientation { get; } = options?.AssumedOrientation ?? AssumedOrientation.Refuse;

    /// <summary>
    /// Starts the processes now, while the caller does something else. Where that fails, the first use of one says so.
    /// </summary>
    public void Start() => _pool.Start();

    /// <summary>The DICOM toolkit in use and its version, such as <c>GDCM 3.0.21</c>.</summary>
    /// <exception cref="InputException">The worker program is missing or does not start.</exception>
    public Task<string> DescribeToolkitAsync(CancellationToken cancellation) =>
        _pool.UseAsync(worker => Task.FromResult(worker.Toolkit), cancellation);

    /// <inheritdoc/>
    /// <exception cref="InputException">The worker program is missing or does not start.</exception>
    public async Task<IReadOnlyList<FileInspection>> InspectAsync(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var inspections = new List<FileInspection>(paths.Count);
        while (inspections.Count < paths.Count)
        {
            try
            {
                await _pool.UseAsync(worker => InspectAsync(worker, paths, inspections, cancellation), cancellation);
            }
            catch (WorkerLostException e)
            {
                // Replies come in order, so the first file without one is the one that killed the process.
                // One that dies behind the last reply took nothing with it.
                if (inspections.Count < paths.Count)
                {
                    inspections.Add(new(paths[inspections.Count], FileKind.Other) { Refusal = e.Refusal });
                }
            }
        }

        return inspections;
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The <c>.npy</c> file cannot be written.</exception>
    public async Task<StoredVoxels> ReadVolumeAsync(SeriesPlan plan, string npyPath, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var reply = await AskAsync(
            new WorkerRequest(WorkerTask.ReadVolume) { Plan = plan, Paths = [Path.GetFullPath(npyPath)] }, npyPath, cancellation);
        return reply.Voxels!;
    }

    /// <inheritdoc/>
    public async Task<StructureSet> ReadStructuresAsync(string path, CancellationToken cancellation)
    {
        var reply = await AskAsync(new WorkerRequest(WorkerTask.ReadStructures) { Paths = [path] }, null, cancellation);
        return reply.Structures!;
    }

    /// <inheritdoc/>
    public async Task<SegmentationObject> ReadSegmentationAsync(string path, CancellationToken cancellation)
    {
        var reply = await AskAsync(new WorkerRequest(WorkerTask.ReadSegmentation) { Paths = [path] }, null, cancellation);
        return reply.Segmentation!;
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The <c>.npy</c> file cannot be written.</exception>
    public Task ReadSegmentsAsync(SegmentsPlan plan, string npyPath, CancellationToken cancellation) => AskAsync(
        new WorkerRequest(WorkerTask.ReadSegments) { Segments = plan, Paths = [Path.GetFullPath(npyPath)] }, npyPath, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    private static async Task<bool> InspectAsync(
        WorkerProcess worker, IReadOnlyList<string> paths, List<FileInspection> inspections, CancellationToken cancellation)
    {
        var left = paths.Skip(inspections.Count).ToArray();
        await worker.SendAsync(new WorkerRequest(WorkerTask.Inspect) { Paths = left }, default, cancellation);
        while (await worker.ReceiveAsync(cancellation) is { Done: false } reply)
        {
            if (reply.Inspection is not { } inspection)
            {
                // What the file holds cannot even be told; the caller sends the files behind it again.
                inspections.Add(new(paths[inspections.Count], FileKind.Other) { Refusal = reply.Refusal });
                return true;
            }

            inspections.Add(inspection);
        }

        return true;
    }

    private static void RemovePartial(string? target)
    {
        if (target is not null)
        {
            PartialFiles.Remove(target);
        }
    }

    private async Task<WorkerReply> AskAsync(WorkerRequest request, string? target, CancellationToken cancellation)
    {
        try
        {
            return WorkerExchange.Check(
                await _pool.UseAsync(worker => WorkerExchange.AskAsync(worker, request, default, cancellation), cancellation));
        }
        catch (WorkerLostException e)
        {
            RemovePartial(target);
            throw new RefusedException(e.Refusal, e);
        }
        catch (OperationCanceledException)
        {
            RemovePartial(target); // Cancelling kills the worker.
            throw;
        }
    }
}
