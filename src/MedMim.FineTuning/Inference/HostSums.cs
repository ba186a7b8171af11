using MedMim.Imaging.Volumes;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Inference;

/// <summary>Sums in the processor's memory, which answers are copied to.</summary>
internal sealed class HostSums : IWindowSums
{
    private readonly GridSize size;
    private readonly GridSize patch;
    private readonly SlabSums sums;
    private readonly WindowAverage average;
    private int finished;

    /// <param name="shape">What is summed.</param>
    /// <param name="limit">Bytes up to which sums are 32-bit numbers.</param>
    public HostSums(SumsShape shape, long limit)
    {
        (size, patch) = (shape.Size, shape.Patch);
        sums = SlabSums.Create(shape.Classes, size, shape.Depth, limit);
        average = new WindowAverage(sums, shape.Classes, patch, shape.Answers, shape.Batch);
    }

    /// <inheritdoc/>
    public void Add(Tensor logits, int flips, ReadOnlySpan<PlacedWindow> windows)
    {
        using var scope = NewDisposeScope();
        sums.Touch(Math.Max(0, windows[0].Start.Z), Math.Min(size.Z, windows[^1].Start.Z + patch.Z));
        average.Add(logits.to(ScalarType.Float32).cpu(), flips, windows);
    }

    /// <inheritdoc/>
    public void Finish(int end, ISlabConsumer consumer)
    {
        for (; finished < end; finished++)
        {
            consumer.Add(finished, sums.Finish(finished));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        average.Dispose();
        sums.Dispose();
    }
}
