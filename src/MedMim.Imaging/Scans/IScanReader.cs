using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Scans.Pixels;
using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Segmentations;
using MedMim.Imaging.Structures;

namespace MedMim.Imaging.Scans;

/// <summary>
/// Reads files of unknown origin. The implementation that programs use (<c>WorkerScanReader</c>) does it in worker
/// processes, because the native decoders can abort: a dead worker costs the one file that killed it. Safe to call from
/// several threads at once.
/// </summary>
public interface IScanReader : IAsyncDisposable
{
    /// <summary>How many files are read side by side.</summary>
    int Parallelism { get; }

    /// <summary>How volume files are taken that do not say which way they lie.</summary>
    AssumedOrientation AssumedOrientation => AssumedOrientation.Refuse;

    /// <summary>Says what each file is. Never throws for a bad file: its inspection carries the refusal. Order is kept.</summary>
    /// <param name="paths">Absolute paths; a batch is one round trip, a few hundred at most.</param>
    /// <param name="cancellation">Stops the reading.</param>
    Task<IReadOnlyList<FileInspection>> InspectAsync(IReadOnlyList<string> paths, CancellationToken cancellation);

    /// <summary>
    /// Decodes a volume, applies rescale slope and intercept slice by slice, and writes it as an <c>.npy</c> file,
    /// C order [z, y, x], so that the voxels never cross a pipe. It is whole, but not durable before it is published.
    /// </summary>
    /// <param name="plan">What to read.</param>
    /// <param name="npyPath">Where to; on failure nothing remains there.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="RefusedException">It cannot be read.</exception>
    Task<StoredVoxels> ReadVolumeAsync(SeriesPlan plan, string npyPath, CancellationToken cancellation);

    /// <summary>Reads the contours of an RT Structure Set.</summary>
    /// <exception cref="RefusedException">It cannot be read.</exception>
    Task<StructureSet> ReadStructuresAsync(string path, CancellationToken cancellation);

    /// <summary>Reads what a DICOM Segmentation says of itself, without its pixels.</summary>
    /// <exception cref="RefusedException">It cannot be read.</exception>
    Task<SegmentationObject> ReadSegmentationAsync(string path, CancellationToken cancellation);

    /// <summary>Reads segments of a DICOM Segmentation as labels, uint8, into an <c>.npy</c> file, C order [z, y, x].</summary>
    /// <param name="plan">Which segments, and onto which grid.</param>
    /// <param name="npyPath">Where to; on failure nothing remains there.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="RefusedException">It cannot be read, or does not lie on the grid.</exception>
    Task ReadSegmentsAsync(SegmentsPlan plan, string npyPath, CancellationToken cancellation);
}
