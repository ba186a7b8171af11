using System.Globalization;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Scans.Series;

/// <summary>
/// The grid of a stack of slices. Slices that lie on it, within 5 % of the spacing, are taken as they are. A tilted gantry
/// is sheared straight; gaps that differ by up to a quarter of their median are resampled evenly; anything else is refused.
/// </summary>
internal static class SliceAlignment
{
    /// <summary>How far a slice may lie from its place in an even spacing, as part of it.</summary>
    public const double EvenTolerance = 0.05;

    /// <summary>How far a gap between slices may differ from the median gap to be resampled, as part of it.</summary>
    public const double UnevenTolerance = 0.25;

    // How far slices may drift sideways, as part of the distance along the normal (a tilt of 0.1°), and in mm.
    private const double DriftTolerance = 0.00175;
    private const double DriftFloor = 1e-3;

    // How far a slice may lie sideways from its place in a straight or evenly tilted stack, in pixels.
    private const double PixelTolerance = 0.1;

    private static readonly double SteepestTilt = Math.Tan(45 * Math.PI / 180);

    /// <param name="slices">Ascending along the normal, at distinct levels; three at least.</param>
    /// <param name="row">Unit vector in which the column index grows.</param>
    /// <param name="column">Unit vector in which the row index grows, perpendicular to it.</param>
    /// <exception cref="RefusedException">The slices make no grid: <c>missing-slices</c>, <c>gantry-tilt</c>, <c>broken-header</c>.</exception>
    public static (VolumeGeometry Geometry, SliceResampling? Resampling, IReadOnlyList<string> Corrections) Of(
        IReadOnlyList<Slice> slices, Vector3 row, Vector3 column)
    {
        var normal = Vector3.Cross(row, column);
        var origin = slices[0].Position;
        var heights = slices.Select(s => Vector3.Dot(s.Position - origin, normal)).ToArray();
        var drifts = slices.Select((s, k) => s.Position - origin - (heights[k] * normal)).ToArray();
        var spacing = heights[^1] / (heights.Length - 1);
        if (!double.IsFinite(spacing) || !heights.All(double.IsFinite))
        {
            throw new RefusedException(new(RefusalCodes.BrokenHeader, "Slices at positions too far away to be computed with."));
        }

        var corrections = new List<string>();
        var places = Places(heights, spacing, corrections);
        var first = slices[0];
        var pixel = new Vector3(first.Place.ColumnSpacing!.Value, first.Place.RowSpacing!.Value, spacing);
        var size = new GridSize(slices.Count, first.Header.Rows, first.Header.Columns);
        var geometry = new VolumeGeometry(size, pixel, origin, row, column, normal);
        if (!IsTilted(heights, drifts, Math.Min(pixel.X, pixel.Y), out var degrees))
        {
            var still = new double[slices.Count];
            return (geometry, corrections.Count > 0 ? new(size.Y, size.X, places, still, still) : null, corrections);
        }

        corrections.Insert(0, $"{Corrections.GantryTiltCorrected}:{degrees.ToString("F1", CultureInfo.InvariantCulture)}");
        var (rowShifts, above, below) = Shifts(drifts, column, pixel.Y);
        var (columnShifts, left, right) = Shifts(drifts, row, pixel.X);
        geometry = geometry with
        {
            Size = new(size.Z, size.Y + above + below, size.X + left + right),
            Origin = origin - (above * pixel.Y * column) - (left * pixel.X * row),
        };
        return (geometry, new(size.Y, size.X, places, rowShifts, columnShifts), corrections);
    }

    // The slices' continuous indices on the even grid: whole numbers where they lie on it within the tolerance.
    private static double[] Places(double[] heights, double spacing, List<string> corrections)
    {
        var even = Enumerable.Range(0, heights.Length).Select(k => (double)k).ToArray();
        var worst = heights.Select((h, k) => Math.Abs((h / spacing) - k)).Max();
        if (worst <= EvenTolerance)
        {
            return even;
        }

        var gaps = heights.Zip(heights.Skip(1), (a, b) => b - a).ToArray();
        var median = gaps.Order().ElementAt(gaps.Length / 2);
        if (gaps.Any(g => Math.Abs(g - median) > UnevenTolerance * median))
        {
            throw new RefusedException(new(RefusalCodes.MissingSlices, "Distances between slices differ: one is missing."));
        }

        corrections.Add($"{Corrections.SpacingResampled}:{worst.ToString("F2", CultureInfo.InvariantCulture)}");
        return [.. heights.Select((h, k) => k == heights.Length - 1 ? k : h / spacing)];
    }

    private static bool IsTilted(double[] heights, Vector3[] drifts, double pixel, out double degrees)
    {
        var slope = (1 / heights[^1]) * drifts[^1];
        var tilted = drifts[^1].Length > (DriftTolerance * heights[^1]) + DriftFloor;
        degrees = tilted ? Math.Atan(slope.Length) * 180 / Math.PI : 0;
        var expected = tilted ? slope : default;
        if (slope.Length > SteepestTilt)
        {
            throw Shifted();
        }

        for (var k = 0; k < heights.Length; k++)
        {
            // A drift too small to be a tilt was allowed for already.
            var allowed = (PixelTolerance * pixel) + (tilted ? 0 : (DriftTolerance * heights[k]) + DriftFloor);
            if ((drifts[k] - (heights[k] * expected)).Length > allowed)
            {
                throw Shifted();
            }
        }

        return tilted;
    }

    // Where the first row (or column) of each slice lies on a grid that has room for all of them, in pixels.
    private static (double[] Shifts, int Before, int After) Shifts(Vector3[] drifts, Vector3 axis, double pixel)
    {
        var shifts = drifts.Select(d => Settle(Vector3.Dot(d, axis) / pixel)).ToArray();
        var before = (int)Math.Ceiling(-Math.Min(0, shifts.Min()));
        var after = (int)Math.Ceiling(Math.Max(0, shifts.Max()));
        return ([.. shifts.Select(s => s + before)], before, after);
    }

    // A shift by a whole number of pixels stays exact.
    private static double Settle(double shift) => Math.Abs(shift - Math.Round(shift)) < 1e-4 ? Math.Round(shift) : shift;

    private static RefusedException Shifted() =>
        new(new(RefusalCodes.GantryTilt, "Slices are shifted against each other irregularly, or by more than a gantry can be tilted."));
}
