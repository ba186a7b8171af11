using MedMim.FineTuning.Segmentation;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Inference;

/// <summary>Keeps the label of every voxel of a scan: probabilities come on the grid of its prepared part, labels go to the scan's own.</summary>
/// <param name="region">The part; beyond it there is background.</param>
/// <param name="map">Classes as label values.</param>
internal sealed class LabelSlabs(SourceRegion region, LabelMap map) : ISlabConsumer
{
    private readonly byte[] slice = new byte[region.Box.Size.Y * region.Box.Size.X];

    /// <summary>Label values on the scan's grid.</summary>
    public Volume<byte> Labels { get; } = new(region.Original);

    /// <inheritdoc/>
    public void Begin(int classes, VolumeGeometry grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        if (grid.Size != region.Box.Size)
        {
            throw new ArgumentException("The slabs are not on the region's grid.", nameof(grid));
        }
    }

    /// <inheritdoc/>
    public void Add(int z, ReadOnlySpan<float> probabilities)
    {
        ClassRow.Fill(probabilities, slice);
        foreach (ref var voxel in slice.AsSpan())
        {
            voxel = map.ValueOf(voxel);
        }

        region.PutBackSlice<byte>(z, slice, Labels.Voxels);
    }

    /// <inheritdoc/>
    public void End()
    {
        // All is there.
    }
}
