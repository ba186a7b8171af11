using System.Globalization;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Scans;

/// <summary>Turns the slices of one stack into a plan, or says why not.</summary>
internal static class SliceStack
{
    /// <summary>Fewer slices are no volume.</summary>
    public const int MinimumSlices = 3;

    /// <summary>How far a direction cosine may differ between slices, and from unit length and right angles.</summary>
    private const double CosineTolerance = 1e-3;

    /// <summary>How far slices of one position may lie apart, mm.</summary>
    private const double SamePosition = 1e-3;

    /// <summary>How far a slice may lie from its place in an even spacing, as part of it.</summary>
    private const double SpacingTolerance = 0.05;

    /// <summary>How far slices may drift sideways, as part of the distance along the normal: a tilt of 0.1°.</summary>
    private const double DriftTolerance = 0.00175;

    private sealed record Slice(InstanceHeader Header, int Frame, Vector3 Position, double Height);

    /// <exception cref="RefusedException">The slices make no regular grid.</exception>
    public static SeriesPlan Plan(IReadOnlyList<InstanceHeader> stack)
    {
        var first = stack[0];
        if (stack.Any(i => i.ImageType.Split('\\').Contains("LOCALIZER", StringComparer.OrdinalIgnoreCase)))
        {
            throw Refuse(RefusalCodes.NotAVolume, "A localizer: pictures to plan a scan by, not a volume.");
        }

        var (row, column) = Orientation(stack);
        var normal = Vector3.Cross(row, column);
        var slices = stack
            .SelectMany(h => h.Positions.Select((p, f) => new Slice(h, f, p, Vector3.Dot(p, normal))))
            .OrderBy(s => s.Height)
            .ThenBy(s => s.Header.InstanceUid, StringComparer.Ordinal)
            .ToList();
        var unique = WithoutDuplicates(slices);
        if (unique.Count < MinimumSlices)
        {
            throw Refuse(RefusalCodes.TooFewSlices, string.Create(
                CultureInfo.InvariantCulture, $"{unique.Count} slices; {MinimumSlices} are the fewest that make a volume."));
        }

        var spacing = Spacing(unique, normal);
        var geometry = new VolumeGeometry(
            new GridSize(unique.Count, first.Rows, first.Columns),
            new Vector3(first.ColumnSpacing!.Value, first.RowSpacing!.Value, spacing),
            unique[0].Position,
            row,
            column,
            normal);
        var multiFrame = stack.Count == 1;
        return new SeriesPlan(
            FileKind.DicomImage, multiFrame ? [first.Path] : [.. unique.Select(s => s.Header.Path)], geometry)
        {
            FrameOrder = multiFrame ? [.. unique.Select(s => s.Frame)] : [],
            Corrections = unique.Count < slices.Count ? [Corrections.DuplicatesRemoved] : [],
            Header = unique[0].Header,
        };
    }

    private static (Vector3 Row, Vector3 Column) Orientation(IReadOnlyList<InstanceHeader> stack)
    {
        var first = stack[0];
        foreach (var slice in stack)
        {
            if (slice.RowDirection is null || slice.ColumnDirection is null || slice.Positions.Count != slice.Frames
                || slice.RowSpacing is not > 0 || slice.ColumnSpacing is not > 0)
            {
                throw Refuse(RefusalCodes.NoGeometry, "A slice lacks its position, orientation or pixel spacing.");
            }

            if ((slice.RowDirection.Value - first.RowDirection!.Value).Length > CosineTolerance
                || (slice.ColumnDirection.Value - first.ColumnDirection!.Value).Length > CosineTolerance)
            {
                throw Refuse(RefusalCodes.MixedOrientation, "Slices are oriented differently.");
            }

            if (slice.Rows != first.Rows || slice.Columns != first.Columns
                || Math.Abs(slice.RowSpacing.Value - first.RowSpacing!.Value) > 1e-4 * first.RowSpacing.Value
                || Math.Abs(slice.ColumnSpacing.Value - first.ColumnSpacing!.Value) > 1e-4 * first.ColumnSpacing.Value)
            {
                throw Refuse(RefusalCodes.MixedGrid, "Slices differ in size or pixel spacing.");
            }
        }

        if (first.Rows < 1 || first.Columns < 1)
        {
            throw Refuse(RefusalCodes.BrokenHeader, "The image has no rows or no columns.");
        }

        var row = first.RowDirection!.Value;
        var column = first.ColumnDirection!.Value;
        if (Math.Abs(row.Length - 1) > CosineTolerance || Math.Abs(column.Length - 1) > CosineTolerance
            || Math.Abs(Vector3.Dot(row, column)) > CosineTolerance)
        {
            throw Refuse(RefusalCodes.BrokenHeader, "The direction cosines are not two perpendicular unit vectors.");
        }

        return Orthonormal(row, column);
    }

    // Cosines are written with few digits: made exactly perpendicular, so that the grid is one.
    private static (Vector3 Row, Vector3 Column) Orthonormal(Vector3 row, Vector3 column)
    {
        row = (1 / row.Length) * row;
        column -= Vector3.Dot(row, column) * row;
        return (row, (1 / column.Length) * column);
    }

    private static List<Slice> WithoutDuplicates(List<Slice> slices)
    {
        var unique = new List<Slice>();
        foreach (var slice in slices)
        {
            if (unique.Count == 0 || (slice.Position - unique[^1].Position).Length > SamePosition)
            {
                unique.Add(slice);
            }
            else if (slice.Header.Frames > 1)
            {
                throw Refuse(
                    RefusalCodes.Unsupported, "A multi-frame file with several volumes (time points, echoes or b-values).");
            }
            else if (slice.Header.InstanceUid != unique[^1].Header.InstanceUid || slice.Header.InstanceUid.Length == 0)
            {
                throw Refuse(RefusalCodes.ConflictingDuplicates, "Two different slices claim one position.");
            }
        }

        return unique;
    }

    private static double Spacing(List<Slice> slices, Vector3 normal)
    {
        var way = slices[^1].Position - slices[0].Position;
        var distance = Vector3.Dot(way, normal);
        var drift = way - (distance * normal);
        if (drift.Length > (DriftTolerance * distance) + SamePosition)
        {
            throw Refuse(RefusalCodes.GantryTilt, "Slices are shifted against each other: the gantry was tilted.");
        }

        var spacing = distance / (slices.Count - 1);
        for (var k = 0; k < slices.Count; k++)
        {
            if (Math.Abs(slices[k].Height - slices[0].Height - (k * spacing)) > SpacingTolerance * spacing)
            {
                throw Refuse(RefusalCodes.MissingSlices, "Distances between slices differ: one is missing.");
            }
        }

        return spacing;
    }

    private static RefusedException Refuse(string code, string reason) => new(new(code, reason));
}
