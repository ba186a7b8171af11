using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Measurements;

/// <summary>
/// Finds the 26-connected components of a label as runs joined by union-find: memory grows with the lesions' surfaces and not with
/// the volume.
/// </summary>
internal static class LesionRuns
{
    /// <summary>The components, in the order of their first voxels.</summary>
    /// <param name="labels">Label values, C order [z, y, x].</param>
    /// <param name="size">The grid.</param>
    /// <param name="value">The label.</param>
    public static IReadOnlyList<IReadOnlyList<LesionRun>> Find(ReadOnlySpan<byte> labels, GridSize size, byte value)
    {
        var runs = new List<LesionRun>();
        var parents = new List<int>();
        var rows = new int[(size.Z * size.Y) + 1];
        for (var row = 0; row < size.Z * size.Y; row++)
        {
            rows[row] = runs.Count;
            Scan(labels.Slice(row * size.X, size.X), value, row / size.Y, row % size.Y, runs);
            while (parents.Count < runs.Count)
            {
                parents.Add(parents.Count);
            }

            rows[row + 1] = runs.Count;
            Join(row, size, rows, runs, parents);
        }

        return [.. runs.Select((run, i) => (run, Root: Root(parents, i))).GroupBy(r => r.Root, r => r.run).Select(g => g.ToArray())];
    }

    private static void Scan(ReadOnlySpan<byte> row, byte value, int z, int y, List<LesionRun> runs)
    {
        var x = 0;
        while (row[x..].IndexOf(value) is var next and >= 0)
        {
            var from = x + next;
            var length = row[from..].IndexOfAnyExcept(value);
            x = length < 0 ? row.Length : from + length;
            runs.Add(new(z, y, from, x));
        }
    }

    /// <summary>Joins a row's runs with those of the four rows before it that touch it.</summary>
    private static void Join(int row, GridSize size, int[] rows, List<LesionRun> runs, List<int> parents)
    {
        var (z, y) = (row / size.Y, row % size.Y);
        ReadOnlySpan<(int Z, int Y)> before = [(z, y - 1), (z - 1, y - 1), (z - 1, y), (z - 1, y + 1)];
        foreach (var (otherZ, otherY) in before)
        {
            if (otherZ < 0 || otherY < 0 || otherY >= size.Y)
            {
                continue;
            }

            var other = (otherZ * size.Y) + otherY;
            var (i, j) = (rows[row], rows[other]);
            while (i < rows[row + 1] && j < rows[other + 1])
            {
                // Corners count: they touch where one ends just where the other begins.
                if (runs[i].From <= runs[j].End && runs[j].From <= runs[i].End)
                {
                    Union(parents, i, j);
                }

                if (runs[i].End < runs[j].End)
                {
                    i++;
                }
                else
                {
                    j++;
                }
            }
        }
    }

    private static void Union(List<int> parents, int a, int b)
    {
        var (x, y) = (Root(parents, a), Root(parents, b));
        parents[Math.Max(x, y)] = Math.Min(x, y);
    }

    private static int Root(List<int> parents, int i)
    {
        while (parents[i] != i)
        {
            parents[i] = parents[parents[i]];
            i = parents[i];
        }

        return i;
    }
}
