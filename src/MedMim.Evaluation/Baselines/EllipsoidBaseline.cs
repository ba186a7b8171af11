using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Baselines;

/// <summary>
/// An ellipsoid in the middle of the image that ignores every pixel. What it scores shows how much of the answer the
/// cropping of the images gives away; a model has to be judged against it.
/// </summary>
/// <param name="Scaling">How its size is found.</param>
/// <param name="Extent">Full lengths along the array's x, y and z axes: mm, or a share of the image, or unused.</param>
public sealed record EllipsoidBaseline(EllipsoidScaling Scaling, Vector3 Extent)
{
    private const double Margin = 50;

    /// <summary>Measures the targets of the training cases.</summary>
    /// <exception cref="ArgumentException">No training case has a target.</exception>
    public static EllipsoidBaseline Fit(IReadOnlyList<BaselineCase> training, EllipsoidScaling scaling)
    {
        ArgumentNullException.ThrowIfNull(training);
        var extents = training.Select(c => Measure(c, scaling)).OfType<Vector3>().ToList();
        if (extents.Count == 0)
        {
            throw new ArgumentException("No training case has a target to measure.", nameof(training));
        }

        return new(scaling, 1.0 / extents.Count * extents.Aggregate((a, b) => a + b));
    }

    /// <summary>The mask on a grid: 1 inside the ellipsoid.</summary>
    public Volume<byte> Predict(VolumeGeometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        var size = geometry.Size;
        var mask = new Volume<byte>(geometry);
        double rx = HalfLength(Extent.X, size.X, geometry.Spacing.X);
        double ry = HalfLength(Extent.Y, size.Y, geometry.Spacing.Y);
        double rz = HalfLength(Extent.Z, size.Z, geometry.Spacing.Z);
        for (var z = 0; z < size.Z; z++)
        {
            for (var y = 0; y < size.Y; y++)
            {
                for (var x = 0; x < size.X; x++)
                {
                    var inside = Square((x - (0.5 * (size.X - 1))) / rx)
                        + Square((y - (0.5 * (size.Y - 1))) / ry)
                        + Square((z - (0.5 * (size.Z - 1))) / rz);
                    mask[z, y, x] = inside <= 1 ? (byte)1 : (byte)0;
                }
            }
        }

        return mask;
    }

    // In voxels; a little above 0 rather than 0, so that nothing divides by it.
    private double HalfLength(double extent, int voxels, double spacing) => 0.5 * Math.Max(1e-3, Scaling switch
    {
        EllipsoidScaling.MeanExtent => extent / spacing,
        EllipsoidScaling.ShareOfImage => extent * voxels,
        _ => voxels - (2 * Margin / spacing),
    });

    private static Vector3? Measure(BaselineCase scan, EllipsoidScaling scaling)
    {
        var label = scan.Label().Span;
        var size = scan.Geometry.Size;
        int x0 = int.MaxValue, y0 = int.MaxValue, z0 = int.MaxValue, x1 = -1, y1 = -1, z1 = -1;
        for (var i = 0; i < label.Length; i++)
        {
            if (label[i] != 0)
            {
                int x = i % size.X, y = i / size.X % size.Y, z = i / size.X / size.Y;
                (x0, y0, z0) = (Math.Min(x0, x), Math.Min(y0, y), Math.Min(z0, z));
                (x1, y1, z1) = (Math.Max(x1, x), Math.Max(y1, y), Math.Max(z1, z));
            }
        }

        if (x1 < 0)
        {
            return null;
        }

        var s = scan.Geometry.Spacing;
        Vector3 voxels = new(x1 - x0 + 1, y1 - y0 + 1, z1 - z0 + 1);
        return scaling == EllipsoidScaling.ShareOfImage
            ? new(voxels.X / size.X, voxels.Y / size.Y, voxels.Z / size.Z)
            : new(voxels.X * s.X, voxels.Y * s.Y, voxels.Z * s.Z);
    }

    private static double Square(double v) => v * v;
}
