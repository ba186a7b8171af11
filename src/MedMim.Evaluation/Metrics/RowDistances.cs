using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Metrics;

/// <summary>Squared distances to the nearest seed of the same row, for the rows that have one.</summary>
internal sealed class RowDistances
{
    private readonly double[] squared;
    private readonly bool[] seeded;
    private readonly int columns;

    /// <param name="seeds">Offsets in C order [z, y, x], ascending.</param>
    /// <param name="size">The grid.</param>
    /// <param name="spacing">The distance of columns, mm.</param>
    public RowDistances(ReadOnlySpan<int> seeds, GridSize size, double spacing)
    {
        columns = size.X;
        squared = GC.AllocateUninitializedArray<double>((int)size.Count);
        seeded = new bool[size.Z * size.Y];
        double[] away = [.. Enumerable.Range(0, columns).Select(i => i * spacing * (i * spacing))];
        double[] towards = [.. away.Reverse()];
        for (var first = 0; first < seeds.Length;)
        {
            var row = seeds[first] / columns;
            seeded[row] = true;
            first = Fill(seeds, first, row * columns, away, towards);
        }
    }

    /// <summary>Whether row z·rows + y has a seed.</summary>
    public bool HasSeed(int row) => seeded[row];

    /// <summary>The squared distances of a row with a seed, mm².</summary>
    public ReadOnlySpan<double> Row(int row) => squared.AsSpan(row * columns, columns);

    // Between two seeds distances grow from the first to the middle and shrink to the second. Returns the first seed of a later row.
    private int Fill(ReadOnlySpan<int> seeds, int first, int start, double[] away, double[] towards)
    {
        var row = squared.AsSpan(start, columns);
        var place = seeds[first] - start;
        Towards(row[..(place + 1)], towards);
        for (first++; first < seeds.Length && seeds[first] < start + columns; first++)
        {
            var next = seeds[first] - start;
            var middle = place + ((next - place) / 2) + 1;
            away.AsSpan(0, middle - place).CopyTo(row[place..]);
            Towards(row[middle..(next + 1)], towards);
            place = next;
        }

        away.AsSpan(0, columns - place).CopyTo(row[place..]);
        return first;
    }

    // Down to zero at the last place.
    private static void Towards(Span<double> part, double[] towards) => towards.AsSpan(towards.Length - part.Length).CopyTo(part);
}
