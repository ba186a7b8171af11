using MedMim.Datasets.Preparation;
using MedMim.Datasets.Sampling;
using MedMim.Imaging.Volumes;
using MedMim.Models.Networks;
using MedMim.Training;
using MedMim.Training.Devices;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Inference;

/// <summary>
/// Predicts a whole volume window by window: softmax probabilities, averaged with Gaussian weights. Windows that reach
/// outside are padded as training patches are. Windows are computed where the network lies; the result grows in the
/// processor's memory, which beside it holds one map of weights and one batch of windows.
/// </summary>
public sealed class SlidingWindow
{
    private readonly VolumeNetwork network;
    private readonly GridSize patch;
    private readonly SlidingWindowOptions options;

    /// <param name="network">The network; put into evaluation mode while it predicts.</param>
    /// <param name="patch">Voxels of a window, [z, y, x]; those of the training patches.</param>
    /// <param name="options">Step, batch, mirroring, precision.</param>
    public SlidingWindow(VolumeNetwork network, GridSize patch, SlidingWindowOptions? options = null)
    {
        this.network = network;
        this.patch = patch;
        this.options = options ?? new();
        this.options.Validate();
    }

    /// <summary>
    /// Probabilities of all classes, [c, d, h, w], float32, on the volume's grid; the caller disposes them.
    /// </summary>
    public Tensor Probabilities(PreparedVolume volume, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(volume);
        using var outer = NewDisposeScope();
        using var inference = inference_mode();
        var wasTraining = network.training;
        network.eval();
        try
        {
            return Sum(volume, cancellation).MoveToOuterDisposeScope();
        }
        finally
        {
            network.train(wasTraining);
        }
    }

    /// <summary>The most probable class of each voxel, C order [z, y, x].</summary>
    public byte[] Classes(PreparedVolume volume, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        return Probabilities(volume, cancellation).argmax(0).to(ScalarType.Byte).data<byte>().ToArray();
    }

    private Tensor Sum(PreparedVolume volume, CancellationToken cancellation)
    {
        var size = volume.Case.Geometry.Size;
        var sum = zeros([network.OutputChannels, size.Z, size.Y, size.X], device: CPU);
        var weights = zeros([size.Z, size.Y, size.X], device: CPU);
        var device = ModelDevice.Of(network);
        var importance = ImportanceMap.Gaussian(patch);
        foreach (var starts in WindowGrid.Starts(size, patch, options.Step).Chunk(options.BatchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var windows = stack(starts.Select(s => Window(volume, s)));
            var probabilities = Predict(Upload.To(windows, device)).cpu();
            for (var i = 0; i < starts.Length; i++)
            {
                var place = WindowPlace.Of(starts[i], patch, size);
                place.InVolume(sum).add_(place.InWindow(probabilities[i] * importance));
                place.InVolume(weights).add_(place.InWindow(importance));
            }
        }

        return sum.div_(weights);
    }

    private Tensor Window(PreparedVolume volume, (int Z, int Y, int X) start) =>
        tensor(PatchCropper.Crop(volume, start, patch).Image, device: CPU).reshape(1, patch.Z, patch.Y, patch.X);

    private Tensor Predict(Tensor windows)
    {
        if (!options.Mirror)
        {
            return Forward(windows);
        }

        var sum = windows;
        for (var flips = 0; flips < 8; flips++)
        {
            long[] axes = [.. new long[] { 2, 3, 4 }.Where((_, bit) => (flips & (1 << bit)) != 0)];
            var answer = axes.Length == 0 ? Forward(windows) : Forward(windows.flip(axes)).flip(axes);
            sum = flips == 0 ? answer : sum + answer;
        }

        return sum / 8;
    }

    private Tensor Forward(Tensor windows)
    {
        using var precision = PrecisionScope.Open(options.Precision, windows.device_type);
        return network.forward(windows)[0].to(ScalarType.Float32).softmax(1);
    }
}
