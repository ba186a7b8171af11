using MedMim.Datasets.Ingestion;
using MedMim.Datasets.Labels;
using MedMim.Datasets.Store;
using MedMim.FineTuning.Inference;
using MedMim.FineTuning.Packages;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Progress;
using MedMim.Imaging.Volumes;
using MedMim.Imaging.Workers;
using MedMim.Training.Devices;

namespace MedMim.Studies.Prediction;

/// <summary>
/// Labels scans that no study has seen. They go the way of every scan: through worker processes into a store, here a
/// temporary one, so that what ingest would refuse is refused here too.
/// </summary>
public sealed class ScanPrediction(IProgressReporter progress)
{
    /// <summary>Where it computes. Default: a GPU where there is one.</summary>
    public ComputeDevice Device { get; init; } = ComputeDevice.Auto;

    /// <summary>Predicts every scan below <paramref name="input"/>.</summary>
    /// <param name="model">A model's folder.</param>
    /// <param name="input">A scan file, or a folder of scans.</param>
    /// <param name="output">The folder for <c>ID.nii.gz</c> or <c>ID.dcm</c>, labels in the scan's own grid.</param>
    /// <param name="format">How they are written. DICOM Segmentations need scans in DICOM.</param>
    /// <param name="mirror">Whether predictions on all mirror images are averaged.</param>
    /// <param name="cancellation">Stops between windows; what is finished stays.</param>
    /// <returns>
    /// The scans that ingest took, in the order of their pseudonyms. One whose segmentation cannot be written does not stop
    /// the others.
    /// </returns>
    /// <exception cref="InputException">The model, the device, or every scan, cannot be used.</exception>
    public async Task<IReadOnlyList<ScanOutcome>> RunAsync(
        string model, string input, string output, PredictionFormat format, bool mirror, CancellationToken cancellation)
    {
        Device.RequirePresent();
        var package = ModelPackage.Open(model);
        var scratch = Directory.CreateTempSubdirectory("medmim-predict-");
        try
        {
            var archive = ArchiveOf(input, scratch.FullName);
            var key = PseudonymKey.LoadOrCreate();
            var storePath = Path.Combine(scratch.FullName, "store");
            await using (var reader = new WorkerScanReader())
            {
                var options = new IngestOptions
                {
                    ArchivePath = archive,
                    StorePath = storePath,
                    Labels = new LabelSource { Layout = LabelLayout.None },
                };
                await new Ingestor(reader, key, progress).RunAsync(options, cancellation);
            }

            var sources = PseudonymLookup.List(storePath, archive, key)
                .SelectMany(e => e.Targets.Select(t => (Target: t, e.RelativePath)))
                .GroupBy(e => e.Target, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.Select(e => e.RelativePath).ToArray(), StringComparer.Ordinal);
            var store = ScanStore.Open(storePath);
            await using var segmentations =
                format == PredictionFormat.DicomSeg ? new SegmentationOutput(package, scratch.FullName) : null;
            var outcomes = await PredictAsync(
                package, store, Path.GetFullPath(archive), sources, output, segmentations, mirror, cancellation);
            return outcomes is [{ Failure: { } failure }, ..] && outcomes.All(o => o.Failure is not null)
                ? throw new InputException(
                    input, $"holds no scan that a segmentation can be written for: {failure.Subject} {failure.Problem}", failure.Remedy, failure)
                : outcomes;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private async Task<IReadOnlyList<ScanOutcome>> PredictAsync(
        ModelPackage package, ScanStore store, string archive, Dictionary<string, string[]> sources, string output,
        SegmentationOutput? segmentations, bool mirror, CancellationToken cancellation)
    {
        var options = new SlidingWindowOptions { Mirror = mirror, Precision = package.Manifest.Options.Training.Precision };
        using var predictor = Predictor.Open(package, options, Device);
        using var task = progress.Begin("predict", store.Series.Count, "scans");
        var outcomes = new List<ScanOutcome>();
        foreach (var series in store.Series)
        {
            var files = sources.GetValueOrDefault(series.Id, []);
            var labels = new Lazy<Volume<byte>>(
                () => predictor.Predict(store.ReadImage(series.Id), series.Modality, cancellation: cancellation));
            string[] paths = [.. files.Select(f => Path.Combine(archive, f))];
            var file = Path.Combine(output, series.Id + (segmentations is null ? ".nii.gz" : ".dcm"));
            InputException? failure = null;
            if (segmentations is null)
            {
                var label = labels.Value;
                Directory.CreateDirectory(output);
                Predictor.Write(file, label);
            }
            else
            {
                failure = await segmentations.WriteAsync(file, series, paths, labels, cancellation);
            }

            outcomes.Add(new(files.FirstOrDefault(series.Id), failure is null ? file : null, failure));
            task.Report(outcomes.Count);
        }

        return outcomes;
    }

    /// <summary>A single file becomes an archive of its own, by a link: ingest takes folders.</summary>
    private static string ArchiveOf(string input, string scratch)
    {
        if (Directory.Exists(input))
        {
            return input;
        }

        if (!File.Exists(input))
        {
            throw new InputException(input, "there is no such file or folder", "Name a scan file, or a folder of scans.");
        }

        var archive = Directory.CreateDirectory(Path.Combine(scratch, "archive")).FullName;
        File.CreateSymbolicLink(Path.Combine(archive, Path.GetFileName(input)), Path.GetFullPath(input));
        return archive;
    }
}
