using MedMim.FineTuning.Segmentation;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Headers;
using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Segmentations;
using MedMim.Imaging.Volumes;
using MedMim.Imaging.Workers;

namespace MedMim.Studies.Prediction;

/// <summary>Writes predictions as DICOM Segmentations of the scans that they are of.</summary>
/// <param name="otherwise">The format to take where no segmentation can be written.</param>
internal sealed class SegmentationOutput(string otherwise) : IAsyncDisposable
{
    private const int IdentityDigits = 16;

    private readonly WorkerScanReader reader = new(new WorkerOptions { Count = 1 });
    private readonly WorkerDicomWriter writer = new(new WorkerOptions { Count = 1 });

    /// <summary>A label as a segment, with its declared terms, else those that its name suggests.</summary>
    public static SegmentDescription Describe(LabelClass label) => label.Terms is { } terms
        ? new((byte)label.Value, label.Name, terms.Category, terms.Type)
        : SegmentDescription.Named((byte)label.Value, label.Name);

    /// <summary>Segments that models made, whose identity becomes the algorithm's version.</summary>
    /// <param name="segments">They.</param>
    /// <param name="identity">The digest of the models.</param>
    /// <param name="description">Series Description.</param>
    public static SegmentationContent Content(IReadOnlyList<SegmentDescription> segments, string identity, string description)
    {
        var digits = identity.Split(':')[^1];
        return new(segments) { AlgorithmVersion = digits[..Math.Min(digits.Length, IdentityDigits)], SeriesDescription = description };
    }

    /// <summary>Writes one.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="scan">The scan.</param>
    /// <param name="make">
    /// Makes the labels, as a file, and what is said of them; not asked where no segmentation can be written. Null: there is nothing to
    /// write, and no file is to be there.
    /// </param>
    /// <param name="cancellation">Stops the writing; nothing half-written stays.</param>
    /// <returns>Why it was not written; null where it was, or had not to be.</returns>
    /// <exception cref="InputException">The scan cannot be predicted, which is not for want of a segmentation.</exception>
    public async Task<InputException?> WriteAsync(
        string path, ScanToPredict scan, Func<(string? Labels, SegmentationContent Content)?> make, CancellationToken cancellation)
    {
        if (scan.Files.Count == 0)
        {
            return NotWritten("comes from a store, which does not know its files: a segmentation has to refer to them");
        }

        if (scan.Series.SourceFormat != "dicom")
        {
            return NotWritten("is not DICOM, so that no segmentation can refer to it");
        }

        SeriesPlan? plan;
        try
        {
            plan = await PlanAsync(scan.Files, scan.Series.Geometry, cancellation);
        }
        catch (InputException e)
        {
            return e;
        }

        if (plan is null)
        {
            return NotWritten("its files hold several volumes on one grid, which a segmentation cannot tell apart");
        }

        if (make() is not { } made)
        {
            File.Delete(path);
            return null;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await writer.WriteAsync(new SegmentationExport(plan, made.Labels, scan.Series.Geometry, made.Content, path), cancellation);
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
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync();
        await writer.DisposeAsync();
    }

    private InputException NotWritten(string problem) => new("the scan", problem, $"Take the format {otherwise}.");

    private async Task<SeriesPlan?> PlanAsync(IReadOnlyList<string> files, VolumeGeometry grid, CancellationToken cancellation)
    {
        var inspections = await reader.InspectAsync(files, cancellation);
        var plans = SeriesAssembler.Assemble([.. inspections.Select(i => i.Header).OfType<InstanceHeader>()]).Plans;
        return plans.Where(p => p.Geometry.CoincidesWith(grid)).ToArray() is [var plan] ? plan : null;
    }
}
