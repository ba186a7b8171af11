using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Structures;

/// <summary>
/// The pixels of a slice whose centres lie inside a polygon, by the even-odd rule: a keyhole (one line that runs into a
/// hole, round it and back) leaves the hole empty.
/// </summary>
internal sealed class FilledContour
{
    private readonly List<(int Row, int First, int End)> _runs = [];

    private FilledContour()
    {
    }

    /// <summary>Runs of pixels [first, end) in the order of rows and columns.</summary>
    public IReadOnlyList<(int Row, int First, int End)> Runs => _runs;

    /// <summary>The number of pixels.</summary>
    public long Count { get; private set; }

    /// <summary>Fills a polygon; what lies beyond the slice is cut off.</summary>
    /// <param name="points">Its points; the heights do not matter.</param>
    /// <param name="size">The grid; rows along y, columns along x.</param>
    public static FilledContour Of(IReadOnlyList<(double Z, double Y, double X)> points, GridSize size)
    {
        var crossings = new SortedDictionary<int, List<int>>();
        for (var i = 0; i < points.Count; i++)
        {
            Cross(points[i], points[(i + 1) % points.Count], crossings, size);
        }

        var filled = new FilledContour();
        foreach (var (row, columns) in crossings)
        {
            // Closed lines cross a row an even number of times.
            columns.Sort();
            for (var i = 0; i + 1 < columns.Count; i += 2)
            {
                filled.Add(row, columns[i], columns[i + 1]);
            }
        }

        return filled;
    }

    /// <summary>Whether both hold the same pixels.</summary>
    public bool HasSamePixelsAs(FilledContour other) => Count == other.Count && _runs.SequenceEqual(other._runs);

    private void Add(int row, int first, int end)
    {
        if (end > first)
        {
            _runs.Add((row, first, end));
            Count += end - first;
        }
    }

    // Notes the first column whose centre lies at or beyond the crossing of an edge with each row.
    private static void Cross(
        (double Z, double Y, double X) a, (double Z, double Y, double X) b, SortedDictionary<int, List<int>> crossings, GridSize size)
    {
        var (top, bottom) = a.Y <= b.Y ? (a, b) : (b, a);

        // Rows with top ≤ y < bottom: a vertex on a row counts once.
        var first = Math.Max(0, (int)Math.Ceiling(top.Y));
        var end = Math.Min(size.Y, (int)Math.Ceiling(bottom.Y));
        for (var y = first; y < end; y++)
        {
            var x = top.X + ((y - top.Y) / (bottom.Y - top.Y) * (bottom.X - top.X));
            if (!crossings.TryGetValue(y, out var columns))
            {
                crossings[y] = columns = [];
            }

            columns.Add(Math.Clamp((int)Math.Ceiling(x), 0, size.X));
        }
    }
}
