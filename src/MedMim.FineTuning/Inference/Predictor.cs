using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Packages;
using MedMim.FineTuning.Segmentation;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;
using MedMim.Models.Networks;
using MedMim.Training.Devices;
using TorchSharp;

namespace MedMim.FineTuning.Inference;

/// <summary>Labels whole scans with a model, on the scans' own grids.</summary>
public sealed class Predictor : IDisposable
{
    private readonly IReadOnlyList<VolumeNetwork> networks;
    private readonly SlidingWindow window;
    private readonly LabelMap labels;
    private readonly Preparer preparer;

    /// <param name="network">The network, which becomes the predictor's to dispose.</param>
    /// <param name="patch">Voxels of a window, [z, y, x].</param>
    /// <param name="labels">The classes beside the background.</param>
    /// <param name="preparation">How the network's training cases were prepared.</param>
    /// <param name="options">Step, batch, mirroring, precision.</param>
    public Predictor(
        VolumeNetwork network, GridSize patch, IReadOnlyList<LabelClass> labels, PreparationPlan preparation,
        SlidingWindowOptions? options = null)
        : this([network], patch, labels, preparation, options)
    {
    }

    /// <param name="networks">Networks whose probabilities are averaged; they become the predictor's to dispose.</param>
    /// <param name="patch">Voxels of a window, [z, y, x].</param>
    /// <param name="labels">The classes beside the background.</param>
    /// <param name="preparation">How the networks' training cases were prepared.</param>
    /// <param name="options">Step, batch, mirroring, precision.</param>
    public Predictor(
        IReadOnlyList<VolumeNetwork> networks, GridSize patch, IReadOnlyList<LabelClass> labels, PreparationPlan preparation,
        SlidingWindowOptions? options = null)
    {
        this.networks = networks;
        preparer = new Preparer(preparation);
        this.labels = new LabelMap(labels);
        window = new SlidingWindow(networks, patch, options);
    }

    /// <summary>A predictor of a model on disk.</summary>
    /// <param name="package">The model.</param>
    /// <param name="options">Step, batch, mirroring, precision.</param>
    /// <param name="device">Where it computes; null for the processor.</param>
    /// <exception cref="Foundation.Failures.InputException">The weights do not fit the model's options, or the device is not there.</exception>
    public static Predictor Open(ModelPackage package, SlidingWindowOptions? options = null, ComputeDevice? device = null)
    {
        ArgumentNullException.ThrowIfNull(package);
        var trained = package.Manifest.Options;
        var target = (device ?? ComputeDevice.Cpu).Open();
        return new(package.CreateNetwork().to(target), trained.PatchSize, trained.Labels, package.Manifest.Preparation, options);
    }

    /// <summary>A predictor that averages over models.</summary>
    /// <inheritdoc cref="Open(ModelPackage, SlidingWindowOptions?, ComputeDevice?)"/>
    public static Predictor Open(ModelEnsemble models, SlidingWindowOptions? options = null, ComputeDevice? device = null)
    {
        ArgumentNullException.ThrowIfNull(models);
        var trained = models.Manifest.Options;
        var target = (device ?? ComputeDevice.Cpu).Open();
        return new(
            [.. models.Models.Select(m => m.CreateNetwork().to(target))], trained.PatchSize, trained.Labels, models.Manifest.Preparation, options);
    }

    /// <summary>The label of every voxel, on the scan's own grid: values as declared, 0 for background.</summary>
    /// <param name="scan">Intensities, C order [z, y, x]; Hounsfield units for CT.</param>
    /// <param name="modality">CT, MR, PT or OT.</param>
    /// <param name="tissue">Its tissue prior on the same grid; computed from the scan where null.</param>
    /// <param name="cancellation">Stops between windows.</param>
    /// <exception cref="Foundation.Failures.InputException">A voxel is not a finite number.</exception>
    public Volume<byte> Predict(
        Volume<float> scan, string modality, Volume<byte>? tissue = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scan);
        FiniteVoxels.Require("scan", scan.Voxels);
        var prepared = preparer.Prepare(scan, modality, tissue);
        return Predict(prepared.ToVolume("scan", modality), prepared.Region, cancellation);
    }

    /// <summary>As the other overload, of a case that is prepared already.</summary>
    /// <param name="prepared">The prepared case.</param>
    /// <param name="region">The part of the scan that it is; beyond it there is background.</param>
    /// <param name="cancellation">Stops between windows.</param>
    /// <exception cref="Foundation.Failures.InputException">A voxel is not a finite number.</exception>
    public Volume<byte> Predict(PreparedVolume prepared, SourceRegion region, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        return Predict(new MemorySlices(prepared), region, [], cancellation);
    }

    /// <summary>As the other overloads, of a prepared image that is read slice by slice: what a large scan needs.</summary>
    /// <param name="prepared">The prepared image.</param>
    /// <param name="region">The part of the scan that it is; beyond it there is background.</param>
    /// <param name="consumers">Who else gets the probabilities, on the region's grid (<see cref="SourceRegion.Geometry"/>).</param>
    /// <param name="cancellation">Stops between windows.</param>
    /// <exception cref="Foundation.Failures.InputException">A voxel is not a finite number.</exception>
    public Volume<byte> Predict(
        IPreparedSlices prepared, SourceRegion region, IReadOnlyList<ISlabConsumer> consumers, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(consumers);
        var result = new LabelSlabs(region, labels);
        window.Run(prepared, new SlabResampler(region.Geometry, new SlabFanOut([result, .. consumers])), cancellation);
        return result.Labels;
    }

    /// <summary>
    /// Writes predicted labels as NIfTI (<c>.nii.gz</c>), with the scan's geometry; the file appears whole or not at
    /// all.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be written, or the disk is full.</exception>
    public static void Write(string path, Volume<byte> labels) => VolumeFile.Write(path, labels);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var network in networks)
        {
            network.Dispose();
        }
    }
}
