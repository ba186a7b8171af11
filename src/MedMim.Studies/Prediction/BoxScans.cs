using System.Globalization;
using MedMim.FineTuning.Detection;
using MedMim.FineTuning.Packages;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Segmentations;

namespace MedMim.Studies.Prediction;

/// <summary>Finds boxes in scans, with detectors or with segmenters' probabilities.</summary>
/// <param name="request">What is asked for.</param>
/// <param name="manifest">What holds for all models.</param>
/// <param name="identity">The digest of the models.</param>
/// <param name="detector">They, loaded; disposed with this.</param>
/// <param name="scratch">A folder for temporary files.</param>
internal sealed class BoxScans(
    PredictionRequest request, PackageManifest manifest, string identity, IScanDetector detector, string scratch) : IScanModel
{
    private readonly Dictionary<int, string> names = manifest.Labels.ToDictionary(l => l.Value, l => l.Name);
    private readonly SegmentationOutput? segmentations = request.Format == PredictionFormat.DicomSeg ? new("json") : null;

    private double LeastScore => request.LeastScore ?? PredictionRequest.DefaultLeastScore;

    /// <inheritdoc/>
    public PackageManifest Manifest => manifest;

    /// <inheritdoc/>
    public async Task<(string? File, InputException? Failure)> WriteAsync(ScanToPredict scan, CancellationToken cancellation)
    {
        var (id, found) = (scan.Series.Id, new Lazy<ScanDetections>(() => Find(scan, cancellation)));
        var (json, dicom) = (Path.Combine(request.Output, id + ".json"), Path.Combine(request.Output, id + ".dcm"));
        if (segmentations is not null
            && await segmentations.WriteAsync(dicom, scan, () => Segments(found.Value), cancellation) is { } failure)
        {
            return (null, failure);
        }

        var detections = found.Value;
        Directory.CreateDirectory(request.Output);
        DetectionJson.Write(json, detections, names);
        if (request.Statistics)
        {
            BoxStatistics.Of(id, Reported(detections), manifest.Labels, LeastScore).Write(Path.Combine(request.Output, $"{id}.statistics.json"));
        }

        return (segmentations is not null && File.Exists(dicom) ? dicom : json, null);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        detector.Dispose();
        if (segmentations is not null)
        {
            await segmentations.DisposeAsync();
        }
    }

    private ScanDetections Find(ScanToPredict scan, CancellationToken cancellation)
    {
        using var prepared = scan.Prepare(manifest.Preparation, scratch, cancellation);
        return detector.Predict(prepared, prepared.Region, cancellation);
    }

    private ScanDetections Reported(ScanDetections found) => found with { Boxes = [.. found.Boxes.Where(b => b.Score >= LeastScore)] };

    /// <summary>A filled box a segment, best first; null where nothing scores enough.</summary>
    private (string? Labels, SegmentationContent Content)? Segments(ScanDetections found)
    {
        var (reported, counts) = (Reported(found), new Dictionary<int, int>());
        SegmentDescription[] segments =
        [
            .. reported.Boxes.Select(b => Segment(b, counts[b.Label] = counts.GetValueOrDefault(b.Label) + 1, reported)),
        ];
        return segments.Length == 0 ? null : (null, SegmentationOutput.Content(segments, identity, "MedMim detection: boxes"));
    }

    private SegmentDescription Segment(ScoredBox box, int number, ScanDetections found)
    {
        var label = SegmentationOutput.Describe(manifest.Labels.Single(l => l.Value == box.Label));
        var (z, y, x) = box.Box.SizeMm(found.Grid);
        return label with
        {
            Label = string.Create(CultureInfo.InvariantCulture, $"{label.Label} {number}"),
            Note = string.Create(CultureInfo.InvariantCulture, $"Score {box.Score:0.000} of 1. A box of {x:0.#} x {y:0.#} x {z:0.#} mm, no outline."),
            Box = box.Box.Voxels(found.Grid.Size),
        };
    }
}
