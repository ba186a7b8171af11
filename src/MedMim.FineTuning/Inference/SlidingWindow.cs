using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using MedMim.Datasets.Preparation;
using MedMim.Imaging.Volumes;
using MedMim.Models.Networks;
using MedMim.Training;
using MedMim.Training.Devices;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Inference;

/// <summary>
/// Predicts a whole volume window by window: softmax probabilities, averaged with Gaussian weights (σ = patch/8). Windows that
/// reach outside are padded as training patches are. Windows go through the volume along its first axis; a slice that no further
/// window touches is handed on and let go, so that memory holds as many slices of probabilities as a window is deep, and never
/// all of them. Networks compute where they lie; on a GPU with room for them sums lie there too, else in the processor's memory.
/// </summary>
public sealed class SlidingWindow
{
    // A batch's logits; a larger batch would not be faster, and would be most of the memory.
    private const long LogitBytes = 1 << 28;

    // Of the size of a batch's logits: probabilities, those of a mirror image, their average, weights.
    private const int Temporaries = 4;

    private readonly DeviceRoom room = new();
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

    /// <summary>Whether windows are cut and summed where the networks lie; null: where that is a GPU. For tests.</summary>
    internal bool? WorksOnDevice { get; init; }

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
        var shape = new SumsShape(ClassCount, size, patch, windows, BatchSize(), networks.Count * Mirroring.Count(options.Mirror));
        WindowReader.Require(volume, networks[0].InputChannels);
        var device = ModelDevice.Of(networks[0]);
        var isOnDevice = WorksOnDevice ?? device.type == DeviceType.CUDA;
        using var input = new WindowInput(volume, shape, device, isOnDevice);
        IWindowSums? sums = null;
        Tensor? batch = null;
        try
        {
            for (var i = 0; i < windows.Length; i += shape.Batch)
            {
                cancellation.ThrowIfCancellationRequested();
                using (var current = batch ?? input.Batch(Part(i)))
                {
                    Predict(current, ref sums, shape, isOnDevice, Part(i));
                }

                // Made before a GPU is waited for, so that it always has work.
                var next = i + shape.Batch;
                batch = next < windows.Length ? input.Batch(Part(next)) : null;
                sums.Finish(next < windows.Length ? windows[next].Start.Z : size.Z, consumer);
            }
        }
        finally
        {
            batch?.Dispose();
            sums?.Dispose();
        }

        Span<PlacedWindow> Part(int first) => windows.AsSpan(first, Math.Min(shape.Batch, windows.Length - first));
    }

    private int BatchSize() => (int)Math.Clamp(LogitBytes / (ClassCount * patch.Count * sizeof(float)), 1, options.BatchSize);

    private void Predict(
        Tensor input, [NotNull] ref IWindowSums? sums, SumsShape shape, bool isOnDevice, ReadOnlySpan<PlacedWindow> windows)
    {
        foreach (var network in networks)
        {
            for (var flips = 0; flips < Mirroring.Count(options.Mirror); flips++)
            {
                using var scope = NewDisposeScope();
                long[] axes = Mirroring.Axes(flips);
                var logits = Forward(network, axes.Length == 0 ? input : input.flip(axes));
                sums ??= Sums(shape, isOnDevice, logits);
                sums.Add(logits, flips, windows);
            }
        }

        Debug.Assert(sums is not null, "There is a network.");
    }

    /// <summary>
    /// Sums where the first answer lies, if there is room beside what the network took for it; else in the processor's memory.
    /// </summary>
    private IWindowSums Sums(SumsShape shape, bool isOnDevice, Tensor logits)
    {
        var passing = logits.numel() * sizeof(float) * Temporaries;
        return isOnDevice && room.Make(logits.device, shape.Bytes, passing, () => new TensorSums(shape, logits.device)) is { } sums
            ? sums
            : new HostSums(shape, options.SumsLimit);
    }

    private Tensor Forward(VolumeNetwork network, Tensor windows)
    {
        using var precision = PrecisionScope.Open(options.Precision, windows.device_type);
        return network.forward(windows)[0];
    }
}
