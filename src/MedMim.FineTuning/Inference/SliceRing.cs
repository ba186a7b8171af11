using static TorchSharp.torch;

namespace MedMim.FineTuning.Inference;

/// <summary>
/// Room for some consecutive slices of a volume in one tensor [depth, c, y, x] on any device: slice z lies at z modulo depth, so a
/// later slice takes the place of an earlier one and nothing is ever moved.
/// </summary>
internal sealed class SliceRing : IDisposable
{
    private readonly Tensor memory;
    private readonly int depth;

    /// <param name="depth">How many slices there is room for.</param>
    /// <param name="channels">Channels, or classes, of a slice.</param>
    /// <param name="rows">Rows of a slice.</param>
    /// <param name="columns">Voxels of a row.</param>
    /// <param name="device">Where.</param>
    public SliceRing(int depth, int channels, int rows, int columns, Device device)
    {
        this.depth = depth;
        memory = zeros([depth, channels, rows, columns], ScalarType.Float32, device).DetachFromDisposeScope();
    }

    /// <summary>Consecutive slices as views of at most two runs, [n, c, y, x] each; they belong to the caller's dispose scope.</summary>
    /// <param name="from">The first slice.</param>
    /// <param name="count">How many, at most the ring's depth.</param>
    /// <returns>The runs, and each one's distance from the first slice.</returns>
    public IEnumerable<(int Offset, int Count, Tensor Slices)> Runs(int from, int count)
    {
        for (var offset = 0; offset < count;)
        {
            var place = (from + offset) % depth;
            var length = Math.Min(count - offset, depth - place);
            yield return (offset, length, memory.narrow(0, place, length));
            offset += length;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => memory.Dispose();
}
