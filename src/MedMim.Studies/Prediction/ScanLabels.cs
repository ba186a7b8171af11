using MedMim.FineTuning.Inference;
using MedMim.FineTuning.Packages;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.Studies.Prediction;

/// <summary>The labels of one scan, and what else was asked for.</summary>
/// <param name="request">What is asked for.</param>
/// <param name="manifest">What holds for the models.</param>
/// <param name="predictor">They, loaded.</param>
/// <param name="scratch">A folder for temporary files.</param>
internal sealed class ScanLabels(PredictionRequest request, ModelManifest manifest, Predictor predictor, string scratch) : IDisposable
{
    private ProbabilityFiles? probabilities;
    private ConfidenceSlabs? confidence;
    private Volume<byte>? labels;

    /// <summary>Predicts the labels, on the scan's grid.</summary>
    public Volume<byte> Predict(ScanToPredict scan, CancellationToken cancellation)
    {
        using var prepared = scan.Prepare(manifest.Preparation, scratch, cancellation);
        probabilities = request.Probabilities ? new ProbabilityFiles(prepared.Region, scratch) : null;
        confidence = request.Confidence ? new ConfidenceSlabs(prepared.Region) : null;
        labels = predictor.Predict(
            prepared, prepared.Region, [.. new ISlabConsumer?[] { probabilities, confidence }.OfType<ISlabConsumer>()], cancellation);
        return labels;
    }

    /// <summary>Writes what was asked for beside the labels, which must have been predicted.</summary>
    /// <param name="id">The scan's pseudonym, with which the files' names begin.</param>
    /// <exception cref="IOException">The folder cannot be written, or the disk is full.</exception>
    public void WriteRest(string id)
    {
        var classes = manifest.Labels;
        for (var i = 0; probabilities is not null && i < classes.Count; i++)
        {
            probabilities.Write(i + 1, Path.Combine(request.Output, $"{id}.probability-{classes[i].Value}.nii.gz"));
        }

        if (confidence is not null)
        {
            VolumeFile.WriteShares(Path.Combine(request.Output, $"{id}.confidence.nii.gz"), confidence.Shares);
        }

        if (request.Statistics)
        {
            LesionStatistics.Of(id, labels!, classes).Write(Path.Combine(request.Output, $"{id}.statistics.json"));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => probabilities?.Dispose();
}
