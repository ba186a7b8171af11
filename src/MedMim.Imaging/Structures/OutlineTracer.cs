namespace MedMim.Imaging.Structures;

/// <summary>
/// Traces the outlines of a mask along the edges of its pixels, so that filling them by pixel centres gives the same mask
/// again: outer borders and holes are separate loops, told apart by the even-odd rule.
/// </summary>
public static class OutlineTracer
{
    /// <summary>All outlines of one slice.</summary>
    /// <param name="mask">Non-zero inside, [y, x], rows of <paramref name="columns"/> pixels.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <returns>Closed loops of corner points (y, x) in pixel units: pixel centres are integers, corners are halves.</returns>
    public static IReadOnlyList<IReadOnlyList<(double Y, double X)>> Trace(ReadOnlySpan<byte> mask, int rows, int columns)
    {
        var steps = Edges(mask, rows, columns);
        var loops = new List<IReadOnlyList<(double Y, double X)>>();
        foreach (var start in steps.Keys.Order().ToArray())
        {
            while (steps.ContainsKey(start))
            {
                loops.Add(Loop(steps, start));
            }
        }

        return loops;
    }

    // Border edges, directed so that the mask lies to their right; keyed by the corner they leave. Corner (y, x) is the
    // upper left one of pixel [y, x].
    private static Dictionary<(int Y, int X), List<(int Y, int X)>> Edges(ReadOnlySpan<byte> mask, int rows, int columns)
    {
        var steps = new Dictionary<(int Y, int X), List<(int Y, int X)>>();
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                if (mask[(y * columns) + x] == 0)
                {
                    continue;
                }

                Add(y == 0 || mask[((y - 1) * columns) + x] == 0, (y, x), (y, x + 1));
                Add(x == columns - 1 || mask[(y * columns) + x + 1] == 0, (y, x + 1), (y + 1, x + 1));
                Add(y == rows - 1 || mask[((y + 1) * columns) + x] == 0, (y + 1, x + 1), (y + 1, x));
                Add(x == 0 || mask[(y * columns) + x - 1] == 0, (y + 1, x), (y, x));
            }
        }

        return steps;

        void Add(bool border, (int, int) from, (int, int) to)
        {
            if (!border)
            {
                return;
            }

            if (!steps.TryGetValue(from, out var targets))
            {
                steps[from] = targets = [];
            }

            targets.Add(to);
        }
    }

    private static List<(double Y, double X)> Loop(Dictionary<(int Y, int X), List<(int Y, int X)>> steps, (int Y, int X) start)
    {
        var corners = new List<(int Y, int X)>();
        var at = start;
        do
        {
            corners.Add(at);
            var targets = steps[at];
            var next = targets[^1];
            targets.RemoveAt(targets.Count - 1);
            if (targets.Count == 0)
            {
                steps.Remove(at);
            }

            at = next;
        }
        while (at != start);

        var points = new List<(double Y, double X)>();
        for (var i = 0; i < corners.Count; i++)
        {
            var before = corners[(i + corners.Count - 1) % corners.Count];
            var after = corners[(i + 1) % corners.Count];
            var straight = (before.Y == corners[i].Y && after.Y == before.Y) || (before.X == corners[i].X && after.X == before.X);
            if (!straight)
            {
                points.Add((corners[i].Y - 0.5, corners[i].X - 0.5));
            }
        }

        return points;
    }
}
