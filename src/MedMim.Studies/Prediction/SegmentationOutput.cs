using MedMim.Datasets.Store;
using MedMim.FineTuning.Packages;
using MedMim.FineTuning.Segmentation;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Headers;
using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Segmentations;
using MedMim.Imaging.Volumes;
using MedMim.Imaging.Workers;

namespace MedMim.Studies.Prediction;

/// <summary>Writes predictions as DICOM Segmentations of the scans that they label.</summary>
/// <param name="models">The models, whose labels become segments and whose identity becomes the algorithm's version.</param>
/// <param name="scratch">A folder for temporary files.</param>
internal sealed class SegmentationOutput(ModelEnsemble models, string scratch) : IAsyncDisposable
{
    private const int IdentityDigits = 16;

    private readonly WorkerScanReader reader = new(new WorkerOptions { Count = 1 });
    private readonly WorkerDicomWriter writer = new(new WorkerOptions { Count = 1 });

    private readonly SegmentationContent content =
        new([.. models.Manifest.Options.Labels.Select(Describe)])
        {
            AlgorithmVersion = Short(models.Identity),
            SeriesDescription = "MedMim segmentation",
        };

    /// <summary>Writes one.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="series">The scan.</param>
    /// <param name="files">The files of its series.</param>
    /// <param name="labels">Label values on the scan's grid; not asked for where no segmentation can be written.</param>
    /// <param name="cancellation">Stops the writing; nothing half-written stays.</param>
    /// <returns>Why it was not written; null where it was.</returns>
    /// <exception cref="InputException">The labels cannot be made, which is not for want of a segmentation.</exception>
    public async Task<InputException?> WriteAsync(
        string path, SeriesRecord series, IReadOnlyList<string> files, Lazy<Volume<byte>> labels, CancellationToken cancellation)
    {
        if (files.Count == 0)
        {
            return NotWritten("comes from a store, which does not know its files: a segmentation has to refer to them");
        }

        if (series.SourceFormat != "dicom")
        {
            return NotWritten("is not DICOM, so that no segmentation can refer to it");
        }

        SeriesPlan? plan;
        try
        {
            plan = await PlanAsync(files, series.Geometry, cancellation);
        }
        catch (InputException e)
        {
            return e;
        }

        if (plan is null)
        {
            return NotWritten("its files hold several volumes on one grid, which a segmentation cannot tell apart");
        }

        var voxels = Path.Combine(scratch, "labels.npy");
        NpyFile.Write(voxels, labels.Value);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await writer.WriteAsync(new SegmentationExport(plan, voxels, series.Geometry, content, path), cancellation);
            return null;
        }
        catch (RefusedException e)
        {
            return NotWritten($"cannot be read again: {e.Refusal.Reason}");
        }
        catch (InputException e)
        {
            return e;
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

    private static SegmentDescription Describe(LabelClass label) => label.Terms is { } terms
        ? new((byte)label.Value, label.Name, terms.Category, terms.Type)
        : SegmentDescription.Named((byte)label.Value, label.Name);

    private static InputException NotWritten(string problem) => new("the scan", problem, "Take the format nifti.");

    private static string Short(string digest)
    {
        var digits = digest.Split(':')[^1];
        return digits[..Math.Min(digits.Length, IdentityDigits)];
    }

    private async Task<SeriesPlan?> PlanAsync(IReadOnlyList<string> files, VolumeGeometry grid, CancellationToken cancellation)
    {
        var inspections = await reader.InspectAsync(files, cancellation);
        var plans = SeriesAssembler.Assemble([.. inspections.Select(i => i.Header).OfType<InstanceHeader>()]).Plans;
        return plans.Where(p => p.Geometry.CoincidesWith(grid)).ToArray() is [var plan] ? plan : null;
    }
}
