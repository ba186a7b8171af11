using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Rendering;

/// <summary>A square window on one slice of a volume, as large as a structure needs to be seen in its surroundings.</summary>
/// <param name="Slice">Index of the slice along the array's z axis.</param>
/// <param name="CentreY">The continuous index y of its middle.</param>
/// <param name="CentreX">The continuous index x of its middle.</param>
/// <param name="SideMm">Its side in mm.</param>
public sealed record FieldOfView(int Slice, double CentreY, double CentreX, double SideMm)
{
    private const double SmallestMm = 100;
    private const double Margin = 2.5;

    /// <summary>
    /// The slice with the most of the reference (of the prediction where there is no reference), centred on both masks
    /// and at least 2.5 times as wide as they are.
    /// </summary>
    /// <exception cref="ArgumentException">The grids differ in size.</exception>
    public static FieldOfView Around(Volume<byte> reference, Volume<byte> prediction)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(prediction);
        if (reference.Geometry.Size != prediction.Geometry.Size)
        {
            throw new ArgumentException("Reference and prediction must share a grid.", nameof(prediction));
        }

        var (size, spacing) = (reference.Geometry.Size, reference.Geometry.Spacing);
        var hasReference = reference.Voxels.AsSpan().ContainsAnyExcept((byte)0);
        var slice = SliceChoice.LargestArea(hasReference ? reference.Voxels : prediction.Voxels, size);
        int x0 = size.X, x1 = -1, y0 = size.Y, y1 = -1;
        for (var y = 0; y < size.Y; y++)
        {
            for (var x = 0; x < size.X; x++)
            {
                if (reference[slice, y, x] != 0 || prediction[slice, y, x] != 0)
                {
                    (x0, x1, y0, y1) = (Math.Min(x0, x), Math.Max(x1, x), Math.Min(y0, y), Math.Max(y1, y));
                }
            }
        }

        var whole = Math.Max(size.X * spacing.X, size.Y * spacing.Y);
        if (x1 < 0)
        {
            return new(slice, (size.Y - 1) / 2.0, (size.X - 1) / 2.0, Math.Min(SmallestMm, whole));
        }

        var masks = Math.Max((x1 - x0 + 1) * spacing.X, (y1 - y0 + 1) * spacing.Y);
        return new(slice, (y0 + y1) / 2.0, (x0 + x1) / 2.0, Math.Min(Math.Max(SmallestMm, Margin * masks), whole));
    }

    /// <summary>The window as a picture.</summary>
    /// <param name="geometry">The volume's grid.</param>
    /// <param name="side">The picture's side in pixels.</param>
    public SliceView View(VolumeGeometry geometry, int side) => SliceView.Around(geometry, CentreY, CentreX, SideMm, side);
}
