using System.Numerics;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Metrics;

/// <summary>Squared distances to the nearest seed of a plane, from those within its rows.</summary>
internal static class PlaneDistances
{
    /// <summary>How many rows a row may take the minimum with, on average, before parabolas are faster.</summary>
    public const int MostRows = 64;

    /// <summary>Squared distances in mm², C order [y, x]; null where the plane has no seed.</summary>
    /// <param name="rows">Distances within rows.</param>
    /// <param name="z">The plane.</param>
    /// <param name="size">The grid, [z, y, x].</param>
    /// <param name="spacing">The distance of rows, mm.</param>
    /// <param name="mostRows">Instead of <see cref="MostRows"/>, for tests.</param>
    public static double[]? Squared(RowDistances rows, int z, GridSize size, double spacing, int mostRows = MostRows)
    {
        var plane = new double[size.Y * size.X];
        var any = false;
        for (var y = 0; y < size.Y; y++)
        {
            var row = plane.AsSpan(y * size.X, size.X);
            if (rows.HasSeed((z * size.Y) + y))
            {
                any = true;
                rows.Row((z * size.Y) + y).CopyTo(row);
            }
            else
            {
                row.Fill(double.PositiveInfinity);
            }
        }

        return any ? Across(plane, rows, z, size, spacing, mostRows) ?? Parabolas(plane, size, spacing) : null;
    }

    // The minimum over rows, nearest first, as long as a row can lower any of the values; null where that takes too long.
    private static double[]? Across(double[] plane, RowDistances rows, int z, GridSize size, double spacing, int mostRows)
    {
        var across = (double[])plane.Clone();
        var left = (long)mostRows * size.Y;
        for (var y = 0; y < size.Y; y++)
        {
            var row = across.AsSpan(y * size.X, size.X);
            var largest = Largest(row);
            for (var step = 1; step < size.Y && (y >= step || y + step < size.Y); step++)
            {
                var away = step * spacing * (step * spacing);
                if (away >= largest)
                {
                    break;
                }

                foreach (var other in (ReadOnlySpan<int>)[y - step, y + step])
                {
                    if (other >= 0 && other < size.Y && rows.HasSeed((z * size.Y) + other))
                    {
                        largest = Lower(row, rows.Row((z * size.Y) + other), away);
                        left--;
                    }
                }
            }

            if (left < 0)
            {
                return null;
            }
        }

        return across;
    }

    private static double Largest(ReadOnlySpan<double> row)
    {
        var largest = 0.0;
        foreach (var value in row)
        {
            largest = Math.Max(largest, value);
        }

        return largest;
    }

    // Takes the minimum with another row that is so far away, and returns the largest value that is left.
    private static double Lower(Span<double> row, ReadOnlySpan<double> other, double away)
    {
        var (add, largest, x) = (new Vector<double>(away), Vector<double>.Zero, 0);
        for (; x <= row.Length - Vector<double>.Count; x += Vector<double>.Count)
        {
            var least = Vector.Min(new Vector<double>(row[x..]), new Vector<double>(other[x..]) + add);
            least.CopyTo(row[x..]);
            largest = Vector.Max(largest, least);
        }

        var last = 0.0;
        for (var i = 0; i < Vector<double>.Count; i++)
        {
            last = Math.Max(last, largest[i]);
        }

        for (; x < row.Length; x++)
        {
            row[x] = Math.Min(row[x], other[x] + away);
            last = Math.Max(last, row[x]);
        }

        return last;
    }

    private static double[] Parabolas(double[] plane, GridSize size, double spacing)
    {
        var envelope = new ParabolaEnvelope(size.Y);
        for (var x = 0; x < size.X; x++)
        {
            envelope.Transform(plane, x, size.X, size.Y, spacing);
        }

        return plane;
    }
}
