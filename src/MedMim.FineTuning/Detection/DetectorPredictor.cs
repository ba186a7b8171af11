using MedMim.Datasets.Preparation;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;
using MedMim.Models.Networks.Detection;
using MedMim.Training.Devices;
using TorchSharp;

namespace MedMim.FineTuning.Detection;

/// <summary>Finds lesions in whole scans with detectors on disk (<see cref="BoxFinder"/>).</summary>
public sealed class DetectorPredictor : IScanDetector
{
    private readonly RetinaUNet[] networks;
    private readonly BoxFinder finder;

    private DetectorPredictor(RetinaUNet[] networks, DetectorEnsemble detectors, DetectionWindowOptions options)
    {
        this.networks = networks;
        finder = new(
            [.. networks.Zip(detectors.Models, (n, m) => (n, new AnchorGrid(m.Manifest.PatchSize, m.Manifest.Options.Network, m.Manifest.Anchors)))],
            detectors.Manifest.PatchSize, [.. detectors.Manifest.Labels.Select(l => l.Value)], options);
    }

    /// <summary>A predictor of one detector, or of several (folds) together.</summary>
    /// <param name="detectors">The detectors.</param>
    /// <param name="options">Step, batch, mirroring, precision, thresholds.</param>
    /// <param name="device">Where it computes; null for the processor.</param>
    /// <exception cref="InputException">An option is out of its range, or weights do not fit their options.</exception>
    public static DetectorPredictor Open(DetectorEnsemble detectors, DetectionWindowOptions? options = null, ComputeDevice? device = null)
    {
        ArgumentNullException.ThrowIfNull(detectors);
        options ??= new();
        options.Validate();
        var target = (device ?? ComputeDevice.Cpu).Open();
        return new([.. detectors.Models.Select(p => p.CreateNetwork().to(target))], detectors, options);
    }

    /// <inheritdoc/>
    public ScanDetections Predict(IPreparedSlices prepared, SourceRegion region, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        ArgumentNullException.ThrowIfNull(region);
        return ScanDetections.Of(finder.Find(prepared, cancellation), prepared.Geometry, region.Original);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var network in networks)
        {
            network.Dispose();
        }
    }
}
