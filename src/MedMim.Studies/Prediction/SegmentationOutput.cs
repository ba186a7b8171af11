using MedMim.FineTuning.Packages;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Segmentations;
using MedMim.Imaging.Volumes;
using MedMim.Imaging.Workers;

namespace MedMim.Studies.Prediction;

/// <summary>Writes predictions as DICOM Segmentations of the scans that they label.</summary>
/// <param name="package">The model, whose labels become segments and whose identity becomes the algorithm's version.</param>
/// <param name="scratch">A folder for temporary files.</param>
internal sealed class SegmentationOutput(ModelPackage package, string scratch) : IAsyncDisposable
{
    private const int IdentityDigits = 16;
    private const string Remedy = "Take the format nifti.";

    private readonly WorkerScanReader reader = new(new WorkerOptions { Count = 1 });
    private readonly WorkerDicomWriter writer = new(new WorkerOptions { Count = 1 });

    private readonly SegmentationContent content =
        new([.. package.Manifest.Options.Labels.Select(l => SegmentDescription.Named((byte)l.Value, l.Name))])
        {
            AlgorithmVersion = Short(package.Manifest.Identity),
            SeriesDescription = "MedMim segmentation",
        };

    /// <summary>Writes one.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="files">The files of the scan's series.</param>
    /// <param name="labels">Label values on the scan's grid.</param>
    /// <param name="cancellation">Stops the writing; nothing half-written stays.</param>
    /// <exception cref="InputException">The scan has no date, or holds several volumes on one grid.</exception>
    public async Task WriteAsync(string path, IReadOnlyList<string> files, Volume<byte> labels, CancellationToken cancellation)
    {
        var plan = await PlanAsync(path, files, labels.Geometry, cancellation);
        var voxels = Path.Combine(scratch, "labels.npy");
        NpyFile.Write(voxels, labels);
        try
        {
            await writer.WriteAsync(new SegmentationExport(plan, voxels, labels.Geometry, content, path), cancellation);
        }
        catch (RefusedException e)
        {
            throw new InputException(path, $"its scan cannot be read again: {e.Refusal.Reason}", Remedy, e);
        }
        finally
        {
            File.Delete(voxels);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync();
        await writer.DisposeAsync();
    }

    private static string Short(string digest)
    {
        var digits = digest.Split(':')[^1];
        return digits[..Math.Min(digits.Length, IdentityDigits)];
    }

    private async Task<SeriesPlan> PlanAsync(
        string path, IReadOnlyList<string> files, VolumeGeometry grid, CancellationToken cancellation)
    {
        var inspections = await reader.InspectAsync(files, cancellation);
        var plans = SeriesAssembler.Assemble([.. inspections.Select(i => i.Header).OfType<InstanceHeader>()]).Plans;
        return plans.Where(p => p.Geometry.CoincidesWith(grid)).ToArray() is [var plan]
            ? plan
            : throw new InputException(
                path, "its scan's files hold several volumes on one grid, which a segmentation cannot tell apart", Remedy);
    }
}
