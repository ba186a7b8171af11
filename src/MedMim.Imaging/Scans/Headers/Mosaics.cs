using MedMim.Imaging.Dicom;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Scans.Headers;

/// <summary>
/// Finds where the tiles of a Siemens mosaic lie. The position in the header is that of a slice as large as the whole
/// picture about the first tile's centre; further tiles follow along the CSA header's slice normal.
/// </summary>
internal static class Mosaics
{
    private const double Parallel = 0.99;

    /// <summary>Whether an image calls itself a mosaic.</summary>
    public static bool IsMosaic(InstanceHeader header) =>
        header.Frames == 1 && header.ImageType.Split('\\').Contains("MOSAIC", StringComparer.OrdinalIgnoreCase);

    /// <summary>The header of the volume that a mosaic holds: rows, columns and positions are those of its tiles.</summary>
    /// <exception cref="RefusedException">The maker's tags do not say how many tiles there are, or which way they are stacked.</exception>
    public static InstanceHeader Unfold(InstanceHeader header, DicomDataset dataset)
    {
        var csa = dataset.Find(PrivateTags.SiemensCsaImage)?.Bytes ?? default;
        var stated = CsaHeader.Numbers(csa.Span, "NumberOfImagesInMosaic") is { Count: > 0 } listed
            ? listed
            : dataset.Numbers(PrivateTags.SiemensMosaicImages);
        var tiles = stated is [> 0 and < 10_000 and var number, ..] ? (int)number : 0;
        var across = (int)Math.Ceiling(Math.Sqrt(tiles));
        if (tiles < 1 || header.Rows % across != 0 || header.Columns % across != 0)
        {
            throw new RefusedException(new(RefusalCodes.NoGeometry, "A mosaic that does not say how many slices it holds."));
        }

        if (CsaHeader.Numbers(csa.Span, "SliceNormalVector") is not [var x, var y, var z]
            || header is not { RowDirection: { } row, ColumnDirection: { } column }
            || header is not { RowSpacing: { } rowSpacing, ColumnSpacing: { } columnSpacing }
            || header.Positions is not [var corner]
            || header.SliceThickness is not > 0)
        {
            throw new RefusedException(new(RefusalCodes.NoGeometry, "A mosaic that does not say where its slices lie."));
        }

        var normal = Vector3.Cross(row, column);
        var sense = Vector3.Dot(normal, new(x, y, z));
        if (Math.Abs(sense) < Parallel)
        {
            throw new RefusedException(new(RefusalCodes.BrokenHeader, "A mosaic whose slice normal is not perpendicular to its slices."));
        }

        var (rows, columns) = (header.Rows / across, header.Columns / across);
        var first = corner
            + (0.5 * (header.Columns - columns) * columnSpacing * row)
            + (0.5 * (header.Rows - rows) * rowSpacing * column);
        var step = Math.Sign(sense) * header.SliceThickness.Value * normal;
        return header with
        {
            Rows = rows,
            Columns = columns,
            Mosaic = new(tiles, across),
            Positions = [.. Enumerable.Range(0, tiles).Select(k => first + (k * step))],
        };
    }
}
