using MedMim.FineTuning.Inference;
using MedMim.FineTuning.Packages;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Formats;

namespace MedMim.Studies.Prediction;

/// <summary>Labels scans with segmenters, slab by slab, so that memory does not grow with the classes.</summary>
/// <param name="request">What is asked for.</param>
/// <param name="models">The models.</param>
/// <param name="predictor">They, loaded; disposed with this.</param>
/// <param name="scratch">A folder for temporary files.</param>
internal sealed class SegmenterScans(PredictionRequest request, ModelEnsemble models, Predictor predictor, string scratch) : IScanModel
{
    private readonly SegmentationOutput? segmentations = request.Format == PredictionFormat.DicomSeg ? new("nifti") : null;

    /// <inheritdoc/>
    public PackageManifest Manifest => models.Manifest;

    /// <inheritdoc/>
    public async Task<(string? File, InputException? Failure)> WriteAsync(ScanToPredict scan, CancellationToken cancellation)
    {
        using var work = new ScanLabels(request, models.Manifest, predictor, scratch);
        var file = Path.Combine(request.Output, scan.Series.Id + (segmentations is null ? ".nii.gz" : ".dcm"));
        if (segmentations is not null)
        {
            if (await WriteSegmentationAsync(segmentations, file, scan, work, cancellation) is { } failure)
            {
                return (null, failure);
            }
        }
        else
        {
            var labels = work.Predict(scan, cancellation);
            Directory.CreateDirectory(request.Output);
            Predictor.Write(file, labels);
        }

        work.WriteRest(scan.Series.Id);
        return (file, null);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        predictor.Dispose();
        if (segmentations is not null)
        {
            await segmentations.DisposeAsync();
        }
    }

    private async Task<InputException?> WriteSegmentationAsync(
        SegmentationOutput output, string file, ScanToPredict scan, ScanLabels work, CancellationToken cancellation)
    {
        var voxels = Path.Combine(scratch, "labels.npy");
        try
        {
            return await output.WriteAsync(file, scan, () =>
            {
                NpyFile.Write(voxels, work.Predict(scan, cancellation));
                return (voxels, SegmentationOutput.Content(
                    [.. models.Manifest.Labels.Select(SegmentationOutput.Describe)], models.Identity, "MedMim segmentation"));
            }, cancellation);
        }
        finally
        {
            File.Delete(voxels);
        }
    }
}
