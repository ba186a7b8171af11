using MedMim.Datasets.Preparation;
using MedMim.Imaging.Volumes;
using MedMim.Models.Networks;
using MedMim.Training;
using MedMim.Training.Devices;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Inference;

/// <summary>
/// Predicts a whole volume window by window: softmax probabilities, averaged with Gaussian weights (σ = patch/8). Windows that
/// reach outside are padded as training patches are. Windows go through the volume along its first axis; a slice that no further
/// window touches is handed on and let go, so that memory holds as many slices of probabilities as a window is deep, and never
/// all of them. Networks compute where they lie; sums are in the processor's memory.
/// </summary>
public sealed class SlidingWindow
{
    // A batch's logits; a larger batch would not be faster, and would be most of the memory.
    private const long LogitBytes = 1 << 28;

    private readonly IReadOnlyList<VolumeNetwork> networks;
    private readonly GridSize patch;
    private readonly SlidingWindowOptions options;

    /// <param name="network">The network; put into evaluation mode while it predicts.</param>
    /// <param name="patch">Voxels of a window, [z, y, x]; those of the training patches.</param>
    /// <param name="options">Step, batch, mirroring, precision.</param>
    public SlidingWindow(VolumeNetwork network, GridSize patch, SlidingWindowOptions? options = null)
        : this([network], patch, options)
    {
    }

    /// <param name="networks">Networks of the same classes on one device, whose probabilities are averaged.</param>
    /// <param name="patch">Voxels of a window, [z, y, x].</param>
    /// <param name="options">Step, batch, mirroring, precision.</param>
    public SlidingWindow(IReadOnlyList<VolumeNetwork> networks, GridSize patch, SlidingWindowOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentOutOfRangeException.ThrowIfZero(networks.Count, nameof(networks));
        this.networks = networks;
        this.patch = patch;
        this.options = options ?? new();
        this.options.Validate();
    }

    private int ClassCount => networks[0].OutputChannels;

    /// <summary>Predicts, and hands on the probabilities of all classes on the volume's grid.</summary>
    /// <param name="volume">The prepared volume.</param>
    /// <param name="consumer">Who gets them.</param>
    /// <param name="cancellation">Stops between batches of windows.</param>
    /// <exception cref="Foundation.Failures.InputException">A channel is not there, or a voxel, or what a network makes of them, is not a finite number.</exception>
    public void Run(IPreparedSlices volume, ISlabConsumer consumer, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentNullException.ThrowIfNull(consumer);
        using var inference = inference_mode();
        var training = networks.Where(n => n.training).ToArray();
        try
        {
            foreach (var network in training)
            {
                network.eval();
            }

            consumer.Begin(ClassCount, volume.Geometry);
            Slide(volume, consumer, cancellation);
            consumer.End();
        }
        finally
        {
            foreach (var network in training)
            {
                network.train();
            }
        }
    }

    /// <summary>
    /// Probabilities of all classes at once, [c, d, h, w], float32, on the volume's grid; the caller disposes them. For small volumes:
    /// <see cref="Run"/> never holds all of them.
    /// </summary>
    public Tensor Probabilities(PreparedVolume volume, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(volume);
        var result = new WholeSlabs();
        Run(new MemorySlices(volume), result, cancellation);
        return result.Probabilities;
    }

    /// <summary>The most probable class of each voxel, C order [z, y, x].</summary>
    /// <param name="volume">The prepared volume.</param>
    /// <param name="cancellation">Stops between batches of windows.</param>
    public byte[] Classes(PreparedVolume volume, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(volume);
        var result = new ClassSlabs();
        Run(new MemorySlices(volume), result, cancellation);
        return result.Classes;
    }

    private void Slide(IPreparedSlices volume, ISlabConsumer consumer, CancellationToken cancellation)
    {
        var size = volume.Geometry.Size;
        var windows = PlacedWindow.All(size, patch, options.Step).ToArray();
        var batch = BatchSize();
        var answers = networks.Count * Mirroring.Count(options.Mirror);
        using var sums = SlabSums.Create(ClassCount, size, Depth(windows, batch, size), options.SumsLimit);
        using var average = new WindowAverage(sums, ClassCount, patch, answers, batch);
        var reader = new WindowReader(volume, patch).Require(networks[0].InputChannels);
        var finished = 0;
        for (var i = 0; i < windows.Length; i += batch)
        {
            cancellation.ThrowIfCancellationRequested();
            var part = windows.AsSpan(i, Math.Min(batch, windows.Length - i));
            sums.Touch(Math.Max(0, part[0].Start.Z), Math.Min(size.Z, part[^1].Start.Z + patch.Z));
            Predict(reader, average, part);
            for (var end = i + batch < windows.Length ? windows[i + batch].Start.Z : size.Z; finished < end; finished++)
            {
                consumer.Add(finished, sums.Finish(finished));
            }
        }
    }

    /// <summary>The most slices that are there at once.</summary>
    private int Depth(PlacedWindow[] windows, int batch, GridSize size) => Enumerable.Range(0, (windows.Length + batch - 1) / batch)
        .Max(i => Math.Min(size.Z, windows[Math.Min(windows.Length, (i + 1) * batch) - 1].Start.Z + patch.Z) - Math.Max(0, windows[i * batch].Start.Z));

    private int BatchSize() => (int)Math.Clamp(LogitBytes / (ClassCount * patch.Count * sizeof(float)), 1, options.BatchSize);

    private void Predict(WindowReader reader, WindowAverage average, ReadOnlySpan<PlacedWindow> windows)
    {
        using var scope = NewDisposeScope();
        var batch = reader.Batch(windows);
        foreach (var network in networks)
        {
            var input = Upload.To(batch, ModelDevice.Of(network));
            for (var flips = 0; flips < Mirroring.Count(options.Mirror); flips++)
            {
                using var inner = NewDisposeScope();
                long[] axes = Mirroring.Axes(flips);
                average.Add(Forward(network, axes.Length == 0 ? input : input.flip(axes)), flips, windows);
            }
        }
    }

    private Tensor Forward(VolumeNetwork network, Tensor windows)
    {
        using var precision = PrecisionScope.Open(options.Precision, windows.device_type);
        return network.forward(windows)[0].to(ScalarType.Float32).cpu();
    }
}
