using MedMim.Imaging.Volumes;

namespace MedMim.Phantom.Shapes;

/// <summary>An axis-aligned box of physical space, LPS, mm.</summary>
internal readonly record struct Box(Vector3 Low, Vector3 High)
{
    public static Box Around(Vector3 centre, double reach) =>
        new(centre - new Vector3(reach, reach, reach), centre + new Vector3(reach, reach, reach));

    public Box Grow(double margin)
    {
        var m = new Vector3(margin, margin, margin);
        return new(Low - m, High + m);
    }

    public Box Union(Box other) => new(
        new(Math.Min(Low.X, other.Low.X), Math.Min(Low.Y, other.Low.Y), Math.Min(Low.Z, other.Low.Z)),
        new(Math.Max(High.X, other.High.X), Math.Max(High.Y, other.High.Y), Math.Max(High.Z, other.High.Z)));

    public Box Intersect(Box other) => new(
        new(Math.Max(Low.X, other.Low.X), Math.Max(Low.Y, other.Low.Y), Math.Max(Low.Z, other.Low.Z)),
        new(Math.Min(High.X, other.High.X), Math.Min(High.Y, other.High.Y), Math.Min(High.Z, other.High.Z)));
}
