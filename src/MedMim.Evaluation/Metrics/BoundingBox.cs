using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Metrics;

/// <summary>The smallest box that holds a label value in either of two volumes.</summary>
/// <param name="Z">First index along z.</param>
/// <param name="Y">First index along y.</param>
/// <param name="X">First index along x.</param>
/// <param name="Size">Voxels along [z, y, x]; all zero where the label occurs in neither.</param>
internal readonly record struct BoundingBox(int Z, int Y, int X, GridSize Size)
{
    /// <summary>Finds the box. Rows without the label are skipped by a vectorised search.</summary>
    public static BoundingBox Of(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, GridSize size, byte label)
    {
        int z0 = int.MaxValue, y0 = int.MaxValue, x0 = int.MaxValue, z1 = -1, y1 = -1, x1 = -1;
        for (var z = 0; z < size.Z; z++)
        {
            for (var y = 0; y < size.Y; y++)
            {
                var row = (int)size.Offset(z, y, 0);
                var (first, last) = Extent(a.Slice(row, size.X), b.Slice(row, size.X), label);
                if (last < 0)
                {
                    continue;
                }

                z0 = Math.Min(z0, z);
                z1 = z;
                y0 = Math.Min(y0, y);
                y1 = Math.Max(y1, y);
                x0 = Math.Min(x0, first);
                x1 = Math.Max(x1, last);
            }
        }

        return z1 < 0 ? default : new(z0, y0, x0, new GridSize(z1 - z0 + 1, y1 - y0 + 1, x1 - x0 + 1));
    }

    private static (int First, int Last) Extent(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, byte label)
    {
        var firstA = a.IndexOf(label);
        var firstB = b.IndexOf(label);
        if (firstA < 0 && firstB < 0)
        {
            return (0, -1);
        }

        var first = firstA < 0 ? firstB : firstB < 0 ? firstA : Math.Min(firstA, firstB);
        return (first, Math.Max(a.LastIndexOf(label), b.LastIndexOf(label)));
    }
}
