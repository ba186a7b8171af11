using CsCheck;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Volumes;

/// <summary>Grids as scanners make them, and worse: oblique, anisotropic, mirrored, far from the origin.</summary>
internal static class Geometries
{
    private static readonly Gen<double> Spacing = Gen.Double[0.2, 7];
    private static readonly Gen<double> Position = Gen.Double[-900, 900];
    private static readonly Gen<double> Component = Gen.Double[-1, 1];

    private static readonly Gen<Vector3[]> Axes =
        from q in Gen.Select(Component, Component, Component, Component).Where(q => Norm(q) > 0.1)
        from mirrored in Gen.Bool
        from straight in Gen.Bool
        select straight ? Turned((0, 0, 0, 1), mirrored) : Turned(q, mirrored);

    public static Gen<VolumeGeometry> Any { get; } =
        from z in Gen.Int[1, 9]
        from y in Gen.Int[1, 9]
        from x in Gen.Int[1, 9]
        from spacing in Gen.Select(Spacing, Spacing, Spacing, (a, b, c) => new Vector3(a, b, c))
        from origin in Gen.Select(Position, Position, Position, (a, b, c) => new Vector3(a, b, c))
        from axes in Axes
        select new VolumeGeometry(new GridSize(z, y, x), spacing, origin, axes[0], axes[1], axes[2]);

    private static double Norm((double A, double B, double C, double D) q) =>
        Math.Sqrt((q.A * q.A) + (q.B * q.B) + (q.C * q.C) + (q.D * q.D));

    /// <summary>The columns of a quaternion's rotation matrix; the last one turned round for a left-handed grid.</summary>
    private static Vector3[] Turned((double A, double B, double C, double D) q, bool mirrored)
    {
        var n = Norm(q);
        var (a, b, c, d) = (q.A / n, q.B / n, q.C / n, q.D / n);
        var x = new Vector3((a * a) + (b * b) - (c * c) - (d * d), 2 * ((b * c) + (a * d)), 2 * ((b * d) - (a * c)));
        var y = new Vector3(2 * ((b * c) - (a * d)), (a * a) - (b * b) + (c * c) - (d * d), 2 * ((c * d) + (a * b)));
        return [x, y, (mirrored ? -1 : 1) * Vector3.Cross(x, y)];
    }
}
