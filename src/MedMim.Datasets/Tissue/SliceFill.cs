using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tissue;

/// <summary>
/// Fills, in every slice z by itself, the background that does not reach the slice's edge. In three dimensions the
/// lungs are no hole (the airway leads outside), in a slice they are.
/// </summary>
internal static class SliceFill
{
    /// <summary>Fills in place.</summary>
    public static void Execute(Volume<byte> mask)
    {
        var size = mask.Geometry.Size;
        var area = size.Y * size.X;
        Parallel.For(0, size.Z, z => Fill(mask.Voxels.AsSpan(z * area, area), size.Y, size.X));
    }

    private static void Fill(Span<byte> slice, int height, int width)
    {
        var outside = new bool[slice.Length];
        var open = new Stack<int>();
        for (var x = 0; x < width; x++)
        {
            Visit(slice, outside, open, x);
            Visit(slice, outside, open, ((height - 1) * width) + x);
        }

        for (var y = 0; y < height; y++)
        {
            Visit(slice, outside, open, y * width);
            Visit(slice, outside, open, (y * width) + width - 1);
        }

        while (open.TryPop(out var i))
        {
            var x = i % width;
            if (x > 0)
            {
                Visit(slice, outside, open, i - 1);
            }

            if (x < width - 1)
            {
                Visit(slice, outside, open, i + 1);
            }

            if (i >= width)
            {
                Visit(slice, outside, open, i - width);
            }

            if (i + width < slice.Length)
            {
                Visit(slice, outside, open, i + width);
            }
        }

        for (var i = 0; i < slice.Length; i++)
        {
            slice[i] = (byte)(outside[i] ? 0 : 1);
        }
    }

    private static void Visit(ReadOnlySpan<byte> slice, bool[] outside, Stack<int> open, int i)
    {
        if (slice[i] == 0 && !outside[i])
        {
            outside[i] = true;
            open.Push(i);
        }
    }
}
