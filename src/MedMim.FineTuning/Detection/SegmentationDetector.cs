using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Inference;
using MedMim.FineTuning.Packages;
using MedMim.FineTuning.Segmentation;
using MedMim.Imaging.Volumes;
using MedMim.Models.Networks;
using MedMim.Training.Devices;
using TorchSharp;

namespace MedMim.FineTuning.Detection;

/// <summary>
/// Finds lesions with a segmenter, or with several whose probabilities are averaged: the components of each class's probabilities
/// (<see cref="ComponentSlabs"/>). No training of its own; on some tasks it is the better one (nnDetection's comparison with nnU-Net).
/// </summary>
public sealed class SegmentationDetector : IScanDetector
{
    private readonly VolumeNetwork[] networks;
    private readonly SlidingWindow window;
    private readonly IReadOnlyList<LabelClass> labels;
    private readonly ProbabilityBoxesOptions options;

    private SegmentationDetector(VolumeNetwork[] networks, ModelManifest manifest, SlidingWindowOptions? window, ProbabilityBoxesOptions options)
    {
        (this.networks, labels, this.options) = (networks, manifest.Labels, options);
        this.window = new(networks, manifest.PatchSize, window);
    }

    /// <summary>A detector of segmenters on disk.</summary>
    /// <param name="models">The segmenters.</param>
    /// <param name="window">Step, batch, mirroring, precision.</param>
    /// <param name="options">Threshold, size, score.</param>
    /// <param name="device">Where it computes; null for the processor.</param>
    /// <exception cref="Foundation.Failures.InputException">The weights do not fit, or an option is out of its range.</exception>
    public static SegmentationDetector Open(
        ModelEnsemble models, SlidingWindowOptions? window = null, ProbabilityBoxesOptions? options = null, ComputeDevice? device = null)
    {
        ArgumentNullException.ThrowIfNull(models);
        options ??= new();
        options.Validate();
        var target = (device ?? ComputeDevice.Cpu).Open();
        return new([.. models.Models.Select(m => m.CreateNetwork().to(target))], models.Manifest, window, options);
    }

    /// <inheritdoc/>
    public ScanDetections Predict(IPreparedSlices prepared, SourceRegion region, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        ArgumentNullException.ThrowIfNull(region);
        var components = new ComponentSlabs([.. labels.Select(l => l.Value)], options);
        window.Run(prepared, components, cancellation);
        return ScanDetections.Of(components.Boxes, prepared.Geometry, region.Original);
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
