using MedMim.Imaging.Volumes;

namespace MedMim.Phantom.Shapes;

/// <summary>
/// An ellipsoid turned about the z axis and then about the x axis. The distance is exact on the surface and good to
/// first order near it.
/// </summary>
internal sealed class Ellipsoid : IShape
{
    private readonly Vector3 centre;
    private readonly Vector3 inverse;
    private readonly Vector3 axisX;
    private readonly Vector3 axisY;
    private readonly Vector3 axisZ;
    private readonly double smallest;

    /// <param name="centre">Centre.</param>
    /// <param name="radii">Semi-axes, mm.</param>
    /// <param name="turn">Angle about z, radians.</param>
    /// <param name="tilt">Angle about x, radians.</param>
    public Ellipsoid(Vector3 centre, Vector3 radii, double turn = 0, double tilt = 0)
    {
        this.centre = centre;
        inverse = new(1 / radii.X, 1 / radii.Y, 1 / radii.Z);
        smallest = Math.Min(radii.X, Math.Min(radii.Y, radii.Z));
        var (sin, cos) = Math.SinCos(turn);
        var (sinTilt, cosTilt) = Math.SinCos(tilt);
        axisX = new(cos, sin * cosTilt, sin * sinTilt);
        axisY = new(-sin, cos * cosTilt, cos * sinTilt);
        axisZ = new(0, -sinTilt, cosTilt);
        Vector3 x = radii.X * axisX, y = radii.Y * axisY, z = radii.Z * axisZ;
        Vector3 reach = new(
            new Vector3(x.X, y.X, z.X).Length, new Vector3(x.Y, y.Y, z.Y).Length, new Vector3(x.Z, y.Z, z.Z).Length);
        Bounds = new(centre - reach, centre + reach);
    }

    public Box Bounds { get; }

    public double Distance(in Vector3 point)
    {
        var offset = point - centre;
        var x = Vector3.Dot(offset, axisX) * inverse.X;
        var y = Vector3.Dot(offset, axisY) * inverse.Y;
        var z = Vector3.Dot(offset, axisZ) * inverse.Z;
        var length = Math.Sqrt((x * x) + (y * y) + (z * z));
        var gradient = new Vector3(x * inverse.X, y * inverse.Y, z * inverse.Z).Length;
        return gradient < 1e-12 ? -smallest : length * (length - 1) / gradient;
    }
}
