using System.Numerics;
using System.Text.Json.Serialization;

namespace MedMim.Imaging.Volumes;

/// <summary>
/// A part of a scan with its axes in another order: cut out without interpolation, and put back to where it was.
/// </summary>
/// <param name="Original">The scan's own grid.</param>
/// <param name="Order">How the axes are exchanged and reversed.</param>
/// <param name="Box">What is cut out after that.</param>
public sealed record SourceRegion(VolumeGeometry Original, AxisOrder Order, VoxelBox Box)
{
    /// <summary>The region's grid.</summary>
    [JsonIgnore]
    public VolumeGeometry Geometry
    {
        get
        {
            var whole = Order.Apply(Original);
            return whole with { Size = Box.Size, Origin = whole.ToPhysical(Box.Z, Box.Y, Box.X) };
        }
    }

    /// <summary>The whole scan as it is.</summary>
    public static SourceRegion Whole(VolumeGeometry original)
    {
        ArgumentNullException.ThrowIfNull(original);
        return new(original, AxisOrder.Identity, VoxelBox.Whole(original.Size));
    }

    /// <summary>The region of a volume on the scan's grid; a copy.</summary>
    /// <exception cref="ArgumentException">The voxels are not as many as the scan's.</exception>
    public Volume<T> Take<T>(ReadOnlySpan<T> voxels)
        where T : unmanaged, INumber<T>
    {
        Require(voxels.Length, Original.Size);
        var result = new Volume<T>(Geometry);
        var (first, z, y, x) = Strides();
        for (var i = 0; i < Box.Size.Z; i++)
        {
            for (var j = 0; j < Box.Size.Y; j++)
            {
                var row = result.Voxels.AsSpan((int)Box.Size.Offset(i, j, 0), Box.Size.X);
                var at = (int)(first + (i * z) + (j * y));
                if (x == 1)
                {
                    voxels.Slice(at, row.Length).CopyTo(row);
                    continue;
                }

                for (var k = 0; k < row.Length; k++, at += (int)x)
                {
                    row[k] = voxels[at];
                }
            }
        }

        return result;
    }

    /// <summary>A volume on the scan's grid that holds a region's voxels in their place.</summary>
    /// <param name="region">Voxels on <see cref="Geometry"/>.</param>
    /// <param name="outside">What stands beyond the region.</param>
    /// <exception cref="ArgumentException">The voxels are not as many as the region's.</exception>
    public Volume<T> PutBack<T>(ReadOnlySpan<T> region, T outside)
        where T : unmanaged, INumber<T>
    {
        Require(region.Length, Box.Size);
        var result = new Volume<T>(Original);
        if (Box.Size.Count != Original.Size.Count)
        {
            result.Voxels.AsSpan().Fill(outside);
        }

        var (first, z, y, x) = Strides();
        for (var i = 0; i < Box.Size.Z; i++)
        {
            for (var j = 0; j < Box.Size.Y; j++)
            {
                var row = region.Slice((int)Box.Size.Offset(i, j, 0), Box.Size.X);
                var at = (int)(first + (i * z) + (j * y));
                for (var k = 0; k < row.Length; k++, at += (int)x)
                {
                    result.Voxels[at] = row[k];
                }
            }
        }

        return result;
    }

    private static void Require(int count, GridSize size)
    {
        if (count != size.Count)
        {
            throw new ArgumentException($"{count} voxels given for a grid of {size}.", nameof(count));
        }
    }

    /// <summary>The offset of the region's first voxel in the scan, and the steps along the region's axes.</summary>
    private (long First, long Z, long Y, long X) Strides()
    {
        var size = Original.Size;
        long[] strides = [(long)size.Y * size.X, size.X, 1];
        int[] lengths = [size.Z, size.Y, size.X];
        long first = 0;
        var steps = new long[3];
        int[] codes = [Order.Z, Order.Y, Order.X];
        int[] starts = [Box.Z, Box.Y, Box.X];
        for (var i = 0; i < 3; i++)
        {
            var source = AxisOrder.Source(codes[i]);
            steps[i] = Math.Sign(codes[i]) * strides[source];
            first += ((codes[i] < 0 ? lengths[source] - 1 : 0) * strides[source]) + (starts[i] * steps[i]);
        }

        return (first, steps[0], steps[1], steps[2]);
    }
}
