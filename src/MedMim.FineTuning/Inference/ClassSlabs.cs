using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Inference;

/// <summary>Keeps the most probable class of every voxel.</summary>
internal sealed class ClassSlabs : ISlabConsumer
{
    private byte[] slice = [];

    /// <summary>Class indices, C order [z, y, x].</summary>
    public byte[] Classes { get; private set; } = [];

    /// <inheritdoc/>
    public void Begin(int classes, VolumeGeometry grid)
    {
        Classes = new byte[grid.Size.Count];
        slice = new byte[grid.Size.Y * grid.Size.X];
    }

    /// <inheritdoc/>
    public void Add(int z, ReadOnlySpan<float> probabilities)
    {
        ClassRow.Fill(probabilities, slice);
        slice.CopyTo(Classes.AsSpan(z * slice.Length));
    }

    /// <inheritdoc/>
    public void End()
    {
        // All is there.
    }
}
