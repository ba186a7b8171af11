using MedMim.Datasets.Store;
using MedMim.Datasets.Tissue;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>Reads slabs of a scan's region: intensities from the store's file, the tissue prior from memory.</summary>
/// <param name="region">The region.</param>
/// <param name="image">The scan's intensities.</param>
/// <param name="tissue">The scan's tissue prior.</param>
internal sealed class RegionReader(SourceRegion region, VoxelSlices image, ReadOnlyMemory<byte> tissue)
{
    private readonly float[] scratch = new float[image.Area];
    private readonly Volume<byte> classes = region.Take(tissue.Span);

    /// <summary>
    /// Marks what holds nothing (<see cref="FlatPieces"/>), which only the whole region can tell: for as long as this takes it is in
    /// memory, as 16-bit integers where the store has those.
    /// </summary>
    /// <param name="type">The voxels' type in the store.</param>
    /// <returns>How many voxels are marked.</returns>
    public long MarkAbsent(VoxelType type)
    {
        if (type != VoxelType.Int16)
        {
            return FlatPieces.Mark(Image(0, region.Box.Size.Z), classes, (byte)TissueClass.Absent);
        }

        var whole = new Volume<short>(region.Geometry);
        var integers = new short[image.Area];
        region.TakeSlab(0, region.Box.Size.Z, Integers, whole.Voxels);
        return FlatPieces.Mark(whole, classes, (byte)TissueClass.Absent);

        ReadOnlySpan<short> Integers(int z)
        {
            VoxelNarrowing.ToInt16(image.Slice(z, scratch), integers);
            return integers;
        }
    }

    /// <summary>Intensities of the region's slices [<paramref name="first"/>, <paramref name="end"/>).</summary>
    public Volume<float> Image(int first, int end)
    {
        var slab = new Volume<float>(ResamplingRoute.Slab(region.Geometry, first, end));
        region.TakeSlab(first, end, z => image.Slice(z, scratch), slab.Voxels);
        return slab;
    }

    /// <summary>The tissue prior of the same slices.</summary>
    public Volume<byte> Tissue(int first, int end)
    {
        var size = region.Box.Size;
        var part = classes.Voxels[(int)size.Offset(first, 0, 0)..(int)size.Offset(end, 0, 0)];
        return new(ResamplingRoute.Slab(region.Geometry, first, end), part);
    }

    /// <summary>The least and the largest intensity of the region.</summary>
    public (float Least, float Most) Range()
    {
        var (least, most) = (float.PositiveInfinity, float.NegativeInfinity);
        var size = region.Box.Size;
        var depth = Math.Max(1, (1 << 23) / (size.Y * size.X));
        for (var first = 0; first < size.Z; first += depth)
        {
            var (low, high) = Extremes.Of(Image(first, Math.Min(size.Z, first + depth)).Voxels);
            (least, most) = (Math.Min(least, low), Math.Max(most, high));
        }

        return (least, most);
    }
}
