using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Measurements;

/// <summary>The largest distance between two voxel centres of a lesion.</summary>
internal static class Diameter
{
    /// <summary>In space and within one slice, mm. Exact: the farthest points are corners of the slices' convex hulls.</summary>
    /// <param name="runs">The lesion.</param>
    /// <param name="spacing">The grid's spacing.</param>
    public static (double InSpace, double InSlice) Of(IReadOnlyList<LesionRun> runs, Vector3 spacing)
    {
        var corners = runs.GroupBy(r => r.Z).SelectMany(slice => Hull(slice).Select(c => new Vector3(c.X, c.Y, slice.Key)))
            .Select(c => new Vector3(c.X * spacing.X, c.Y * spacing.Y, c.Z * spacing.Z)).ToArray();
        var (inSpace, inSlice) = (0.0, 0.0);
        for (var i = 0; i < corners.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (x, y, z) = (corners[i].X - corners[j].X, corners[i].Y - corners[j].Y, corners[i].Z - corners[j].Z);
                var squared = (x * x) + (y * y) + (z * z);
                inSpace = Math.Max(inSpace, squared);
                inSlice = z == 0 ? Math.Max(inSlice, squared) : inSlice;
            }
        }

        return (Math.Sqrt(inSpace), Math.Sqrt(inSlice));
    }

    /// <summary>The corners of the convex hull of a slice's voxel centres (Andrew's monotone chain, 1979).</summary>
    private static List<(int X, int Y)> Hull(IEnumerable<LesionRun> slice)
    {
        (int X, int Y)[] points = [.. slice.SelectMany(r => new[] { (X: r.From, r.Y), (X: r.End - 1, r.Y) }).Distinct().OrderBy(p => p.Y).ThenBy(p => p.X)];
        if (points.Length < 3)
        {
            return [.. points];
        }

        var hull = Chain(points);
        Array.Reverse(points);
        hull.AddRange(Chain(points));
        return hull;
    }

    private static List<(int X, int Y)> Chain((int X, int Y)[] points)
    {
        var chain = new List<(int X, int Y)>();
        foreach (var point in points)
        {
            while (chain.Count >= 2 && Turn(chain[^2], chain[^1], point) <= 0)
            {
                chain.RemoveAt(chain.Count - 1);
            }

            chain.Add(point);
        }

        chain.RemoveAt(chain.Count - 1);
        return chain;
    }

    private static long Turn((int X, int Y) a, (int X, int Y) b, (int X, int Y) c) =>
        ((long)(b.X - a.X) * (c.Y - a.Y)) - ((long)(b.Y - a.Y) * (c.X - a.X));
}
