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

    /// <summary>Slices of the region, of a scan that is read slice by slice.</summary>
    /// <param name="first">The first slice of the region.</param>
    /// <param name="end">The one after the last.</param>
    /// <param name="read">Gives the scan's slices; each is asked for once at most.</param>
    /// <param name="target">Room for the slices, [z, y, x].</param>
    public void TakeSlab<T>(int first, int end, SliceReader<T> read, Span<T> target)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(read);
        var size = Box.Size with { Z = end - first };
        Require(target.Length, size);
        var (start, stepZ, stepY, stepX) = Strides();
        long[] steps = [stepZ, stepY, stepX];
        int[] counts = [size.Z, size.Y, size.X];
        int[] strides = [size.Y * size.X, size.X, 1];
        start += first * stepZ;
        var area = Original.Size.Y * Original.Size.X;

        // The region's axis that goes through the scan's slices is the outer loop, so that each slice is read once.
        int[] codes = [Order.Z, Order.Y, Order.X];
        var outer = Array.FindIndex(codes, c => AxisOrder.Source(c) == 0);
        var (middle, inner) = outer switch { 0 => (1, 2), 1 => (0, 2), _ => (0, 1) };
        for (var i = 0; i < counts[outer]; i++)
        {
            var place = start + (i * steps[outer]);
            var slice = read((int)(place / area));
            for (var j = 0; j < counts[middle]; j++)
            {
                var at = (int)((place % area) + (j * steps[middle]));
                var to = (i * strides[outer]) + (j * strides[middle]);
                if (steps[inner] == 1 && strides[inner] == 1)
                {
                    slice.Slice(at, counts[inner]).CopyTo(target[to..]);
                    continue;
                }

                for (var k = 0; k < counts[inner]; k++, at += (int)steps[inner], to += strides[inner])
                {
                    target[to] = slice[at];
                }
            }
        }
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

        for (var i = 0; i < Box.Size.Z; i++)
        {
            PutBackSlice(i, region.Slice((int)Box.Size.Offset(i, 0, 0), Box.Size.Y * Box.Size.X), result.Voxels);
        }

        return result;
    }

    /// <summary>Puts one slice of the region in its place.</summary>
    /// <param name="z">Which one.</param>
    /// <param name="slice">Its voxels, [y, x].</param>
    /// <param name="original">Voxels on the scan's grid; what is not the slice's stays.</param>
    /// <exception cref="ArgumentException">The voxels are not as many as the slice's, or the scan's.</exception>
    public void PutBackSlice<T>(int z, ReadOnlySpan<T> slice, Span<T> original)
        where T : unmanaged
    {
        Require(slice.Length, Box.Size with { Z = 1 });
        Require(original.Length, Original.Size);
        var (first, stepZ, stepY, stepX) = Strides();
        for (var j = 0; j < Box.Size.Y; j++)
        {
            var row = slice.Slice(j * Box.Size.X, Box.Size.X);
            var at = (int)(first + (z * stepZ) + (j * stepY));
            if (stepX == 1)
            {
                row.CopyTo(original[at..]);
                continue;
            }

            for (var k = 0; k < row.Length; k++, at += (int)stepX)
            {
                original[at] = row[k];
            }
        }
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
