using MedMim.Models.Blocks;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Inference;

/// <summary>
/// Finished slices in the processor's memory, on their way from a device to a consumer. For a GPU the memory is page-locked, which
/// it copies to several times as fast.
/// </summary>
internal sealed class SliceStage : IDisposable
{
    private const long Bytes = 1 << 29;

    private readonly SumsShape shape;
    private readonly bool isPinned;
    private Tensor? memory;
    private int taken;
    private int handed;
    private int first;

    /// <param name="shape">What is summed.</param>
    /// <param name="isPinned">Whether the memory is page-locked.</param>
    public SliceStage(SumsShape shape, bool isPinned)
    {
        (this.shape, this.isPinned) = (shape, isPinned);
        Capacity = (int)Math.Clamp(Bytes / ((long)shape.SliceLength * sizeof(float)), 1, shape.Run);
    }

    /// <summary>How many slices there is room for.</summary>
    public int Capacity { get; }

    /// <summary>Copies slices that come after those taken before, and waits for them.</summary>
    /// <param name="slices">[n, c, y, x], contiguous, on the device.</param>
    public void Take(Tensor slices)
    {
        memory ??= Allocate();
        memory.narrow(0, taken, slices.shape[0]).copy_(slices);
        taken += (int)slices.shape[0];
    }

    /// <summary>Hands on the next slices; once none is left there is room for others.</summary>
    /// <param name="consumer">Who gets them.</param>
    /// <param name="count">The most slices to hand on.</param>
    public unsafe void HandOn(ISlabConsumer consumer, int count)
    {
        for (; count > 0 && handed < taken; count--, handed++)
        {
            var slice = (float*)TensorAddress.Of(memory!) + ((nint)handed * shape.SliceLength);
            consumer.Add(first + handed, new ReadOnlySpan<float>(slice, shape.SliceLength));
        }

        if (handed == taken)
        {
            first += handed;
            (handed, taken) = (0, 0);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => memory?.Dispose();

    private Tensor Allocate()
    {
        using var scope = NewDisposeScope();
        var plain = empty([Capacity, shape.Classes, shape.Size.Y, shape.Size.X], ScalarType.Float32, CPU);
        return (isPinned ? plain.pin_memory() : plain).DetachFromDisposeScope();
    }
}
