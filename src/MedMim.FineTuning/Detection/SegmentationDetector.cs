using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Inference;
using MedMim.FineTuning.Packages;
using MedMim.FineTuning.Segmentation;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;
using MedMim.Models.Networks;
using MedMim.Training.Devices;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Detection;

/// <summary>Finds lesions with a segmenter: the components of each class's probabilities (<see cref="ProbabilityBoxes"/>).</summary>
public sealed class SegmentationDetector : IScanDetector
{
    private readonly VolumeNetwork network;
    private readonly SlidingWindow window;
    private readonly IReadOnlyList<LabelClass> labels;
    private readonly ProbabilityBoxesOptions options;

    private SegmentationDetector(VolumeNetwork network, ModelManifest manifest, SlidingWindowOptions? window, ProbabilityBoxesOptions options)
    {
        (this.network, labels, this.options) = (network, manifest.Options.Labels, options);
        this.window = new(network, manifest.Options.PatchSize, window);
    }

    /// <summary>A detector of a segmenter on disk.</summary>
    /// <param name="package">The segmenter.</param>
    /// <param name="window">Step, batch, mirroring, precision.</param>
    /// <param name="options">Threshold, size, score.</param>
    /// <param name="device">Where it computes; null for the processor.</param>
    /// <exception cref="Foundation.Failures.InputException">The weights do not fit, or an option is out of its range.</exception>
    public static SegmentationDetector Open(
        ModelPackage package, SlidingWindowOptions? window = null, ProbabilityBoxesOptions? options = null, ComputeDevice? device = null)
    {
        ArgumentNullException.ThrowIfNull(package);
        options ??= new();
        options.Validate();
        return new(package.CreateNetwork().to((device ?? ComputeDevice.Cpu).Open()), package.Manifest, window, options);
    }

    /// <inheritdoc/>
    public ScanDetections Predict(PreparedVolume prepared, SourceRegion region, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        ArgumentNullException.ThrowIfNull(region);
        FiniteVoxels.Require(prepared.Case.Id, prepared.Image.Span);
        using var scope = NewDisposeScope();
        var probabilities = window.Probabilities(prepared, cancellation);
        var (from, to) = (prepared.Case.Geometry, region.Original);
        var whole = BoxGrid.Whole(to.Size);
        return new(to,
        [
            .. labels.SelectMany((l, i) => ProbabilityBoxes.Find(probabilities[i + 1].data<float>().ToArray(), from.Size, l.Value, options))
                .Select(b => b with { Box = b.Box.Map(from, to).Clip(whole) })
                .Where(b => b.Box.Volume > 0)
                .OrderByDescending(b => b.Score),
        ]);
    }

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();
}
