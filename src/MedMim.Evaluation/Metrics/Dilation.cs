using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Metrics;

/// <summary>Dilation by the 18 neighbours that share a face or an edge (scipy's binary structure of rank 3, connectivity 2).</summary>
internal static class Dilation
{
    /// <summary>The mask dilated so many times, inside its grid.</summary>
    public static bool[] Of(bool[] mask, GridSize size, int times)
    {
        var (dilated, ring) = ((bool[])mask.Clone(), new List<int>());
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i])
            {
                ring.Add(i);
            }
        }

        for (var time = 0; time < times; time++)
        {
            ring = Grow(dilated, size, ring);
        }

        return dilated;
    }

    // Only what was added last can add more.
    private static List<int> Grow(bool[] mask, GridSize size, List<int> ring)
    {
        var added = new List<int>();
        foreach (var at in ring)
        {
            var (x, y, z) = (at % size.X, at / size.X % size.Y, at / size.X / size.Y);
            for (var dz = z > 0 ? -1 : 0; dz <= (z < size.Z - 1 ? 1 : 0); dz++)
            {
                for (var dy = y > 0 ? -1 : 0; dy <= (y < size.Y - 1 ? 1 : 0); dy++)
                {
                    for (var dx = x > 0 ? -1 : 0; dx <= (x < size.X - 1 ? 1 : 0); dx++)
                    {
                        var to = (int)size.Offset(z + dz, y + dy, x + dx);
                        if (!mask[to] && (dz == 0 || dy == 0 || dx == 0))
                        {
                            mask[to] = true;
                            added.Add(to);
                        }
                    }
                }
            }
        }

        return added;
    }
}
