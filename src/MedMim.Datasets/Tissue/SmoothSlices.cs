using System.Numerics;
using System.Runtime.CompilerServices;

namespace MedMim.Datasets.Tissue;

/// <summary>
/// A volume under a binomial filter [1 2 1]/4 along each axis; values beyond the edge are those at the edge. Slices are
/// asked for in ascending order, one after the other; three of them are kept. For one thread.
/// </summary>
internal sealed class SmoothSlices(VoxelSlices volume)
{
    private readonly float[] scratch = new float[volume.Area];
    private readonly float[] alongX = new float[volume.Area];
    private readonly float[][] inPlane = [new float[volume.Area], new float[volume.Area], new float[volume.Area]];
    private readonly int[] held = [-1, -1, -1];

    /// <summary>Writes slice z, [y, x], to <paramref name="target"/>.</summary>
    public void Read(int z, Span<float> target)
    {
        var last = volume.Geometry.Size.Z - 1;
        var middle = InPlane(z);
        Blend(middle, InPlane(Math.Max(z - 1, 0)), InPlane(Math.Min(z + 1, last)), target);
    }

    private float[] InPlane(int z)
    {
        var slot = z % 3;
        if (held[slot] != z)
        {
            Smooth(volume.Slice(z, scratch), inPlane[slot]);
            held[slot] = z;
        }

        return inPlane[slot];
    }

    private void Smooth(ReadOnlySpan<float> slice, Span<float> target)
    {
        var (height, width) = (volume.Geometry.Size.Y, volume.Geometry.Size.X);
        for (var y = 0; y < height; y++)
        {
            AlongRow(slice.Slice(y * width, width), alongX.AsSpan(y * width, width));
        }

        for (var y = 0; y < height; y++)
        {
            var (before, after) = (Math.Max(y - 1, 0), Math.Min(y + 1, height - 1));
            Blend(
                alongX.AsSpan(y * width, width), alongX.AsSpan(before * width, width), alongX.AsSpan(after * width, width),
                target.Slice(y * width, width));
        }
    }

    private static void AlongRow(ReadOnlySpan<float> row, Span<float> target)
    {
        var last = row.Length - 1;
        target[0] = One(row[0], row[0], row[Math.Min(1, last)]);
        if (last > 0)
        {
            Blend(row[1..last], row[..(last - 1)], row[2..], target[1..last]);
            target[last] = One(row[last], row[last - 1], row[last]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Blend(
        ReadOnlySpan<float> middle, ReadOnlySpan<float> before, ReadOnlySpan<float> after, Span<float> target)
    {
        var i = 0;
        var (half, quarter) = (new Vector<float>(0.5f), new Vector<float>(0.25f));
        for (; i <= middle.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var ends = quarter * (new Vector<float>(before[i..]) + new Vector<float>(after[i..]));
            ((half * new Vector<float>(middle[i..])) + ends).CopyTo(target[i..]);
        }

        for (; i < middle.Length; i++)
        {
            target[i] = One(middle[i], before[i], after[i]);
        }
    }

    private static float One(float middle, float before, float after) => (0.5f * middle) + (0.25f * (before + after));
}
