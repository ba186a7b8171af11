using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Inference;

/// <summary>Hands every slab to several consumers, one after the other.</summary>
/// <param name="consumers">They.</param>
public sealed class SlabFanOut(params IReadOnlyList<ISlabConsumer> consumers) : ISlabConsumer
{
    /// <inheritdoc/>
    public void Begin(int classes, VolumeGeometry grid)
    {
        foreach (var consumer in consumers)
        {
            consumer.Begin(classes, grid);
        }
    }

    /// <inheritdoc/>
    public void Add(int z, ReadOnlySpan<float> probabilities)
    {
        foreach (var consumer in consumers)
        {
            consumer.Add(z, probabilities);
        }
    }

    /// <inheritdoc/>
    public void End()
    {
        foreach (var consumer in consumers)
        {
            consumer.End();
        }
    }
}
