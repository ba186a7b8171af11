using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Formats;

/// <summary>
/// A rotation as NIfTI's qform holds it: the vector part of a unit quaternion whose scalar part is not negative, and a
/// sign of the third axis. Formulas: nifti1.h, "Method 2". Axes are in the file's own space (RAS).
/// </summary>
/// <param name="B">The quaternion's first imaginary part.</param>
/// <param name="C">The second.</param>
/// <param name="D">The third.</param>
/// <param name="Factor">1, or −1 where the axes are left-handed (<c>qfac</c>).</param>
internal readonly record struct NiftiQuaternion(double B, double C, double D, int Factor)
{
    /// <summary>The unit vectors in which x, y and z grow.</summary>
    public (Vector3 X, Vector3 Y, Vector3 Z) Axes()
    {
        var (b, c, d) = (B, C, D);
        var length = (b * b) + (c * c) + (d * d);
        var a = length < 1 ? Math.Sqrt(1 - length) : 0;
        if (length > 1)
        {
            var scale = 1 / Math.Sqrt(length);
            (b, c, d) = (b * scale, c * scale, d * scale);
        }

        return (
            new((a * a) + (b * b) - (c * c) - (d * d), 2 * ((b * c) + (a * d)), 2 * ((b * d) - (a * c))),
            new(2 * ((b * c) - (a * d)), (a * a) + (c * c) - (b * b) - (d * d), 2 * ((c * d) + (a * b))),
            Factor * new Vector3(2 * ((b * d) + (a * c)), 2 * ((c * d) - (a * b)), (a * a) + (d * d) - (b * b) - (c * c)));
    }

    /// <summary>The quaternion of orthonormal axes.</summary>
    public static NiftiQuaternion Of(Vector3 x, Vector3 y, Vector3 z)
    {
        var factor = Vector3.Dot(Vector3.Cross(x, y), z) < 0 ? -1 : 1;
        z = factor * z;

        // The largest of the four squares is divided by, so that nothing is lost near a half turn.
        double[] squares = [1 + x.X + y.Y + z.Z, 1 + x.X - y.Y - z.Z, 1 - x.X + y.Y - z.Z, 1 - x.X - y.Y + z.Z];
        var largest = Array.IndexOf(squares, squares.Max());
        var twice = Math.Sqrt(squares[largest]);
        var (a, b, c, d) = largest switch
        {
            0 => (twice / 2, (y.Z - z.Y) / (2 * twice), (z.X - x.Z) / (2 * twice), (x.Y - y.X) / (2 * twice)),
            1 => ((y.Z - z.Y) / (2 * twice), twice / 2, (x.Y + y.X) / (2 * twice), (z.X + x.Z) / (2 * twice)),
            2 => ((z.X - x.Z) / (2 * twice), (x.Y + y.X) / (2 * twice), twice / 2, (y.Z + z.Y) / (2 * twice)),
            _ => ((x.Y - y.X) / (2 * twice), (z.X + x.Z) / (2 * twice), (y.Z + z.Y) / (2 * twice), twice / 2),
        };
        return a < 0 ? new(-b, -c, -d, factor) : new(b, c, d, factor);
    }
}
