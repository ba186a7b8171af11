using System.Globalization;
using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Scans.Series;

/// <summary>Turns the slices of one volume into a plan, or says why not.</summary>
internal static class SliceStack
{
    /// <summary>Fewer slices are no volume.</summary>
    public const int MinimumSlices = 3;

    /// <param name="part">Slices of one orientation, size and pixel spacing, no two of them at one place.</param>
    /// <exception cref="RefusedException">The slices make no regular grid.</exception>
    public static SeriesPlan Plan(StackPart part)
    {
        var first = part.Slices[0];
        if (!first.HasPlace)
        {
            throw new RefusedException(SliceGrids.NoPlace);
        }

        var (row, column) = Orientation(first);
        var normal = Vector3.Cross(row, column);
        Slice[] slices =
        [
            .. part.Slices.OrderBy(s => Vector3.Dot(s.Position, normal)).ThenBy(s => s.Header.InstanceUid, StringComparer.Ordinal),
        ];
        RefuseCoinciding(slices, normal);
        if (slices.Length < MinimumSlices)
        {
            throw new RefusedException(new(RefusalCodes.TooFewSlices, string.Create(
                CultureInfo.InvariantCulture, $"{slices.Length} slices; {MinimumSlices} are the fewest that make a volume.")));
        }

        var (geometry, resampling, corrections) = SliceAlignment.Of(slices, row, column);
        var oneFile = slices.All(s => ReferenceEquals(s.Header, first.Header))
            && (first.Header.Frames > 1 || first.Header.Mosaic is not null);
        return new SeriesPlan(
            FileKind.DicomImage, oneFile ? [first.Header.Path] : [.. slices.Select(s => s.Header.Path)], geometry)
        {
            FrameOrder = oneFile ? [.. slices.Select(s => s.Frame)] : [],
            Resampling = resampling,
            Copies = [.. slices.SelectMany((s, k) => s.Copies.Select(c => new SliceCopy(k, c.Header.Path, c.Frame)))],
            Stack = part.Name,
            Corrections = slices.Any(s => s.Copies.Count > 0) ? [.. corrections, Corrections.DuplicatesRemoved] : corrections,
            Header = slices[0].Header,
        };
    }

    private static (Vector3 Row, Vector3 Column) Orientation(Slice first)
    {
        if (first.Header.Rows < 1 || first.Header.Columns < 1)
        {
            throw new RefusedException(new(RefusalCodes.BrokenHeader, "The image has no rows or no columns."));
        }

        var row = first.Place.RowDirection!.Value;
        var column = first.Place.ColumnDirection!.Value;
        if (Math.Abs(row.Length - 1) > SliceGrids.CosineTolerance || Math.Abs(column.Length - 1) > SliceGrids.CosineTolerance
            || Math.Abs(Vector3.Dot(row, column)) > SliceGrids.CosineTolerance)
        {
            throw new RefusedException(new(RefusalCodes.BrokenHeader, "The direction cosines are not two perpendicular unit vectors."));
        }

        // Cosines are written with few digits: made exactly perpendicular, so that the grid is one.
        row = (1 / row.Length) * row;
        column -= Vector3.Dot(row, column) * row;
        return (row, (1 / column.Length) * column);
    }

    private static void RefuseCoinciding(Slice[] slices, Vector3 normal)
    {
        for (var k = 1; k < slices.Length; k++)
        {
            var step = slices[k].Position - slices[k - 1].Position;
            if (Math.Abs(Vector3.Dot(step, normal)) <= SliceLevels.Tolerance)
            {
                throw new RefusedException(step.Length <= SliceLevels.Tolerance
                    ? new(RefusalCodes.ConflictingDuplicates, "Different slices claim one position, and no tag tells them apart.")
                    : new(RefusalCodes.MixedGrid, "Slices lie side by side in one plane."));
            }
        }
    }
}
