using MedMim.FineTuning.Detection;
using MedMim.FineTuning.Inference;
using MedMim.FineTuning.Packages;
using MedMim.Foundation.Failures;
using MedMim.Training.Devices;

namespace MedMim.Studies.Prediction;

/// <summary>Opens the models that a request names, as what they are, and refuses what cannot be asked of them.</summary>
internal static class ScanModels
{
    /// <param name="request">What is asked for.</param>
    /// <param name="device">Where they compute.</param>
    /// <param name="scratch">A folder for temporary files.</param>
    /// <exception cref="InputException">A model cannot be used, they do not belong together, or an option is not for them.</exception>
    public static IScanModel Open(PredictionRequest request, ComputeDevice device, string scratch)
    {
        var folders = ModelFolders.Named(request.Models);
        if (PackageKind.Of(folders[0]) == PackageKind.Detector)
        {
            RequireBoxes(request, "a detector finds boxes");
            var detectors = DetectorEnsemble.Of(folders);
            var window = new DetectionWindowOptions { Mirror = request.Mirror, Precision = detectors.Manifest.Precision };
            return new BoxScans(
                request, detectors.Manifest, detectors.Identity, DetectorPredictor.Open(detectors, window, device), scratch);
        }

        var models = ModelEnsemble.Of(folders);
        var options = new SlidingWindowOptions { Mirror = request.Mirror, Precision = models.Manifest.Precision };
        if (request.Format == PredictionFormat.Json)
        {
            RequireBoxes(request, "the format json holds boxes");
            return new BoxScans(
                request, models.Manifest, models.Identity, SegmentationDetector.Open(models, options, device: device), scratch);
        }

        Require(request.LeastScore is null, "--min-score", "labels of voxels have no score", "Leave it out, or take the format json, which makes boxes.");
        return new SegmenterScans(request, models, Predictor.Open(models, options, device), scratch);
    }

    private static void RequireBoxes(PredictionRequest request, string because)
    {
        Require(request.Format != PredictionFormat.Nifti, "--format nifti", $"{because}, which label no voxel", "Take json or dicom-seg.");
        Require(!request.Probabilities, "--probabilities", $"{because}, each with a score, and no probability of a voxel", "Leave it out.");
        Require(!request.Confidence, "--confidence", $"{because}, each with a score, and no confidence in a voxel", "Leave it out.");
        Require(request.LeastScore is null or (>= 0 and <= 1), "--min-score", "is no number from 0 to 1", "Give one, such as 0.5.");
    }

    private static void Require(bool isSo, string option, string problem, string remedy)
    {
        if (!isSo)
        {
            throw new InputException(option, problem, remedy);
        }
    }
}
