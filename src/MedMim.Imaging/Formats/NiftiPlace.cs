using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Formats;

/// <summary>A grid's place in the numbers that a NIfTI header holds, in its space (RAS, mm).</summary>
/// <param name="PixelDimensions"><c>pixdim</c>: the sign of the third axis, then the spacing along x, y, z, then ones.</param>
/// <param name="Qform">The quaternion's b, c, d, and the origin.</param>
/// <param name="Sform">The three rows of the matrix.</param>
internal sealed record NiftiPlace(double[] PixelDimensions, double[] Qform, double[] Sform)
{
    public static NiftiPlace Of(VolumeGeometry grid)
    {
        var (origin, spacing) = (Turn(grid.Origin), grid.Spacing);
        var (x, y, z) = (Turn(grid.AxisX), Turn(grid.AxisY), Turn(grid.AxisZ));
        var quaternion = NiftiQuaternion.Of(x, y, z);
        return new(
            [quaternion.Factor, spacing.X, spacing.Y, spacing.Z, 1, 1, 1, 1],
            [quaternion.B, quaternion.C, quaternion.D, origin.X, origin.Y, origin.Z],
            [
                spacing.X * x.X, spacing.Y * y.X, spacing.Z * z.X, origin.X,
                spacing.X * x.Y, spacing.Y * y.Y, spacing.Z * z.Y, origin.Y,
                spacing.X * x.Z, spacing.Y * y.Z, spacing.Z * z.Z, origin.Z,
            ]);
    }

    // From LPS. Subtracting from 0 makes no −0.
    private static Vector3 Turn(Vector3 lps) => new(0 - lps.X, 0 - lps.Y, lps.Z + 0);
}
