using MedMim.Imaging.Volumes;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Inference;

/// <summary>Puts the slabs of a small volume together.</summary>
internal sealed class WholeSlabs : ISlabConsumer
{
    private GridSize size;

    /// <summary>[c, z, y, x], float32.</summary>
    public Tensor Probabilities { get; private set; } = null!;

    /// <inheritdoc/>
    public void Begin(int classes, VolumeGeometry grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        size = grid.Size;
        Probabilities = empty([classes, size.Z, size.Y, size.X], ScalarType.Float32, CPU);
    }

    /// <inheritdoc/>
    public void Add(int z, ReadOnlySpan<float> probabilities)
    {
        using var scope = NewDisposeScope();
        Probabilities.select(1, z).copy_(tensor(probabilities.ToArray(), device: CPU).reshape(-1, size.Y, size.X));
    }

    /// <inheritdoc/>
    public void End()
    {
        // All is there.
    }
}
