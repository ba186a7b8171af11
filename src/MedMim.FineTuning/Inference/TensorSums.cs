using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Inference;

/// <summary>
/// Sums in the memory of the device that the networks lie on. Softmax, averages and weights are operators of libtorch there, so
/// nothing waits for the device until slices are finished; these are copied to the host together, and handed on while the device
/// computes what comes next.
/// </summary>
internal sealed class TensorSums : IWindowSums
{
    // A run of finished slices is handed on in as many parts, one after each batch.
    private const int Parts = 4;

    private readonly SumsShape shape;
    private readonly SliceRing ring;
    private readonly SliceStage stage;
    private readonly Dictionary<ReadOnlyMemory<float>, Tensor> weights = [];
    private Tensor? average;
    private int averaged;
    private int finished;

    /// <param name="shape">What is summed.</param>
    /// <param name="device">Where the answers lie.</param>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The device's memory is too small.</exception>
    public TensorSums(SumsShape shape, Device device)
    {
        this.shape = shape;
        ring = new SliceRing(shape.Depth, shape.Classes, shape.Size.Y, shape.Size.X, device);
        stage = new SliceStage(shape, device.type == DeviceType.CUDA);
        foreach (var window in shape.Windows)
        {
            Bring(window.WeightsZ, shape.Answers, device);
            Bring(window.WeightsY, 1, device);
            Bring(window.WeightsX, 1, device);
        }
    }

    /// <inheritdoc/>
    public void Add(Tensor logits, int flips, ReadOnlySpan<PlacedWindow> windows)
    {
        using var scope = NewDisposeScope();
        long[] axes = Mirroring.Axes(flips);
        var probabilities = logits.softmax(1, ScalarType.Float32);
        if (axes.Length > 0)
        {
            probabilities = probabilities.flip(axes);
        }

        if (average is null)
        {
            average = probabilities.DetachFromDisposeScope();
        }
        else
        {
            average.add_(probabilities);
        }

        if (++averaged < shape.Answers)
        {
            return;
        }

        for (var i = 0; i < windows.Length; i++)
        {
            Add(average[i], windows[i]);
        }

        average.Dispose();
        (average, averaged) = (null, 0);
    }

    /// <inheritdoc/>
    public void Finish(int end, ISlabConsumer consumer)
    {
        if (end <= finished)
        {
            stage.HandOn(consumer, (shape.Run + Parts - 1) / Parts);
            return;
        }

        while (finished < end)
        {
            stage.HandOn(consumer, int.MaxValue);
            var count = Math.Min(stage.Capacity, end - finished);
            Fetch(count);
            finished += count;
        }

        if (finished == shape.Size.Z)
        {
            stage.HandOn(consumer, int.MaxValue);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        average?.Dispose();
        stage.Dispose();
        ring.Dispose();
        foreach (var tensor in weights.Values)
        {
            tensor.Dispose();
        }
    }

    /// <summary>Weighs a window's probabilities, [c, d, h, w], and adds the part inside the volume; they are lost.</summary>
    private void Add(Tensor probabilities, PlacedWindow window)
    {
        var (from, size) = (window.From, window.Size);
        var inside = probabilities.narrow(1, from.Z, size.Z).narrow(2, from.Y, size.Y).narrow(3, from.X, size.X).transpose(0, 1);
        var weight = weights[window.WeightsZ].narrow(0, from.Z, size.Z).reshape(-1, 1, 1, 1)
            * weights[window.WeightsY].narrow(0, from.Y, size.Y).reshape(-1, 1) * weights[window.WeightsX].narrow(0, from.X, size.X);
        inside.mul_(weight);
        foreach (var (offset, count, slices) in ring.Runs(window.Start.Z + from.Z, size.Z))
        {
            slices.narrow(2, window.Start.Y + from.Y, size.Y).narrow(3, window.Start.X + from.X, size.X).add_(inside.narrow(0, offset, count));
        }
    }

    /// <summary>
    /// Copies the next finished slices to the host and clears them. Softmax makes every class of a voxel NaN where a logit is not
    /// finite, and a sum that NaN was added to stays NaN: so the sums of one class tell.
    /// </summary>
    private void Fetch(int count)
    {
        using var scope = NewDisposeScope();
        foreach (var (_, _, slices) in ring.Runs(finished, count))
        {
            if (!float.IsFinite(slices.select(1, 0).sum().ToSingle()))
            {
                throw WindowAverage.NotFinite();
            }

            stage.Take(slices);
            slices.zero_();
        }
    }

    private void Bring(ReadOnlyMemory<float> axis, int answers, Device device)
    {
        if (!weights.ContainsKey(axis))
        {
            float[] shares = [.. axis.ToArray().Select(w => w / answers)];
            weights[axis] = tensor(shares, device: device).DetachFromDisposeScope();
        }
    }
}
