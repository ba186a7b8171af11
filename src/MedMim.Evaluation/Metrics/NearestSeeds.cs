using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Metrics;

/// <summary>
/// The exact squared Euclidean distance from single places to the nearest seed, in double precision. Each row knows how far its
/// voxels are from its own seeds; a place looks through the rows around it, nearest first, as long as one can be nearer than what it
/// has found.
/// </summary>
/// <remarks>
/// Surfaces lie close to each other in all but bad predictions, so few rows are looked at. Where many are, the distances of whole
/// planes are worked out, and a place looks through the planes around it. Not ITK's: its distance maps are single precision and
/// signed, and the metrics are held to 1e-9 against scipy.
/// </remarks>
internal sealed class NearestSeeds
{
    private readonly GridSize size;
    private readonly Vector3 spacing;
    private readonly RowDistances rows;
    private readonly double[]?[] planes;
    private readonly bool[] known;
    private long looksLeft;

    /// <param name="seeds">Offsets in C order [z, y, x], ascending.</param>
    /// <param name="size">The grid.</param>
    /// <param name="spacing">Its spacing in mm.</param>
    public NearestSeeds(ReadOnlySpan<int> seeds, GridSize size, Vector3 spacing)
    {
        (this.size, this.spacing) = (size, spacing);
        rows = new(seeds, size, spacing.X);
        (planes, known) = (new double[size.Z][], new bool[size.Z]);
        looksLeft = 2 * size.Count;
    }

    /// <summary>The squared distance in mm² of a place, given by its offset; infinite where there is no seed.</summary>
    public double Squared(int at)
    {
        var (row, x) = Math.DivRem(at, size.X);
        var (z, y) = Math.DivRem(row, size.Y);
        var nearest = double.PositiveInfinity;
        for (var step = 0; step < size.Z; step++)
        {
            var away = step * spacing.Z * (step * spacing.Z);
            if (away >= nearest)
            {
                break;
            }

            nearest = z >= step ? Within(z - step, y, x, away, nearest) : nearest;
            nearest = step > 0 && z + step < size.Z ? Within(z + step, y, x, away, nearest) : nearest;
        }

        return nearest;
    }

    // The nearest seed of a plane that is so far away already, or what was nearer before.
    private double Within(int z, int y, int x, double away, double nearest)
    {
        if (looksLeft > 0)
        {
            return Search(z, y, x, away, nearest);
        }

        if (!known[z])
        {
            (planes[z], known[z]) = (PlaneDistances.Squared(rows, z, size, spacing.Y), true);
        }

        return planes[z] is { } plane ? Math.Min(nearest, away + plane[(y * size.X) + x]) : nearest;
    }

    private double Search(int z, int y, int x, double away, double nearest)
    {
        for (var step = 0; step < size.Y; step++)
        {
            var there = away + (step * spacing.Y * (step * spacing.Y));
            if (there >= nearest)
            {
                break;
            }

            looksLeft--;
            var (before, behind) = ((z * size.Y) + y - step, (z * size.Y) + y + step);
            nearest = y >= step && rows.HasSeed(before) ? Math.Min(nearest, there + rows.Row(before)[x]) : nearest;
            nearest = y + step < size.Y && rows.HasSeed(behind) ? Math.Min(nearest, there + rows.Row(behind)[x]) : nearest;
        }

        return nearest;
    }
}
