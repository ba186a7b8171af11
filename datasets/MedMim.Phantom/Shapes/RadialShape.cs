using MedMim.Imaging.Volumes;

namespace MedMim.Phantom.Shapes;

/// <summary>
/// A trunk around the z axis: a table of radii by height and angle. The distance is along the radius, which is near
/// enough to the true one for so round a shape.
/// </summary>
internal sealed class RadialShape : IShape
{
    private const int Angles = 256;
    private const double Reach = 240;
    private const double Step = 6;
    private const int Levels = (int)(2 * Reach / Step) + 2;
    private readonly float[] radii = new float[Levels * (Angles + 1)];

    /// <param name="radius">Radius in mm by height z (mm) and angle (see <see cref="Angle"/>).</param>
    public RadialShape(Func<double, double, double> radius)
    {
        for (var level = 0; level < Levels; level++)
        {
            for (var i = 0; i <= Angles; i++)
            {
                radii[(level * (Angles + 1)) + i] = (float)radius((level * Step) - Reach, Math.Tau * i / Angles);
            }
        }

        var reach = radii.Max();
        Bounds = new(new(-reach, -reach, -Reach), new(reach, reach, Reach));
    }

    public Box Bounds { get; }

    /// <summary>The angle in the axial plane: 0 to the patient's left, π/2 to the back; 0 to 2π.</summary>
    public static double Angle(in Vector3 point)
    {
        var angle = Math.Atan2(point.Y, point.X);
        return angle < 0 ? angle + Math.Tau : angle;
    }

    public double Distance(in Vector3 point) =>
        Math.Sqrt((point.X * point.X) + (point.Y * point.Y)) - Radius(point.Z, Angle(point));

    /// <summary>Distance of the surface from the axis, mm.</summary>
    public double Radius(double z, double angle)
    {
        var level = Math.Clamp((z + Reach) / Step, 0, Levels - 1.001);
        var turn = angle * (Angles / Math.Tau);
        int l = (int)level, i = Math.Min((int)turn, Angles - 1);
        double tl = level - l, ti = turn - i;
        var at = (l * (Angles + 1)) + i;
        var low = radii[at] + (ti * (radii[at + 1] - radii[at]));
        at += Angles + 1;
        var high = radii[at] + (ti * (radii[at + 1] - radii[at]));
        return low + (tl * (high - low));
    }
}
