using MedMim.Datasets.Store;
using MedMim.FineTuning.Packages;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Progress;
using MedMim.Training.Devices;

namespace MedMim.Studies.Prediction;

/// <summary>
/// Labels scans that no study has seen, or finds boxes in them. They go the way of every scan: through worker processes into a store, here a
/// temporary one, so that what ingest would refuse is refused here too. A store that is there already is taken as it is.
/// </summary>
public sealed class ScanPrediction(IProgressReporter progress)
{
    private const string ForceRemedy = "Choose a model for such scans, or give --force to predict all the same.";

    /// <summary>Where it computes. Default: a GPU where there is one.</summary>
    public ComputeDevice Device { get; init; } = ComputeDevice.Auto;

    /// <summary>Predicts every scan of the input.</summary>
    /// <param name="request">What, and what is written.</param>
    /// <param name="cancellation">Stops between windows; what is finished stays.</param>
    /// <returns>
    /// The scans that ingest took, in the order of their pseudonyms. One that the model is not for, or whose segmentation cannot be
    /// written, does not stop the others.
    /// </returns>
    /// <exception cref="InputException">The models, the device, the output or every scan cannot be used.</exception>
    /// <exception cref="DiskFullException">There is no space left for the output, or for what is kept meanwhile.</exception>
    public async Task<IReadOnlyList<ScanOutcome>> RunAsync(PredictionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        Device.RequirePresent();
        var scratch = Directory.CreateTempSubdirectory("medmim-predict-");
        try
        {
            await using var model = ScanModels.Open(request, Device, scratch.FullName);
            var input = await PredictionInput.OpenAsync(request.Input, model.Manifest.Channels, scratch.FullName, progress, cancellation);
            var outcomes = await PredictAsync(request, model, input, cancellation);
            return outcomes is [{ Failure: { } failure }, ..] && outcomes.All(o => o.Failure is not null)
                ? throw new InputException(
                    request.Input, $"holds no scan that anything can be written for: {failure.Subject} {failure.Problem}", failure.Remedy, failure)
                : outcomes;
        }
        catch (Exception e) when (StorageFailure.IsFull(e))
        {
            throw StorageFailure.Full(e.Message.Contains(scratch.FullName, StringComparison.Ordinal) ? scratch.FullName : request.Output, e);
        }
        catch (Exception e) when (StorageFailure.IsReadOnly(e))
        {
            throw StorageFailure.ReadOnly(request.Output, e);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private async Task<IReadOnlyList<ScanOutcome>> PredictAsync(
        PredictionRequest request, IScanModel model, PredictionInput input, CancellationToken cancellation)
    {
        var cases = input.Cases(model.Manifest.Channels);
        using var task = progress.Begin("predict", cases.Count, "scans");
        var outcomes = new List<ScanOutcome>();
        foreach (var (series, others, lacking) in cases)
        {
            var scan = input.Store.Scan(series.Id);
            scan = scan.Modality == "OT" && request.Modality is { } given ? scan with { Modality = given } : scan;
            StoredScan[] channels = [scan, .. others.Select(o => input.Store.Scan(o.Id))];
            var misfit = lacking ?? (request.Force ? null : Misfit(model.Manifest, scan));
            var (file, failure) = misfit is null
                ? await model.WriteAsync(new(channels, series, input.Sources.GetValueOrDefault(series.Id, [])), cancellation)
                : (null, misfit);
            outcomes.Add(new(input.Names.GetValueOrDefault(series.Id, [series.Id])[0], file, failure));
            task.Report(outcomes.Count);
        }

        return outcomes;
    }

    private static InputException? Misfit(PackageManifest manifest, StoredScan scan) =>
        InputCheck.Misfit(manifest, scan.Modality, scan.Geometry) is { } problem
            ? new("the scan", problem, IsModalityUnknown(manifest, scan) ? "Give its --modality, or --force to predict all the same." : ForceRemedy)
            : null;

    private static bool IsModalityUnknown(PackageManifest manifest, StoredScan scan) =>
        scan.Modality == "OT" && manifest.Inputs?.Modalities.Contains("OT", StringComparer.Ordinal) == false;
}
