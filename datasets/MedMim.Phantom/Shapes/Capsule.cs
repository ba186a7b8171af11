using MedMim.Imaging.Volumes;

namespace MedMim.Phantom.Shapes;

/// <summary>A tapered piece of tube with round ends.</summary>
internal sealed class Capsule : IShape
{
    private readonly Vector3 from;
    private readonly Vector3 along;
    private readonly double inverseSquare;
    private readonly double radiusFrom;
    private readonly double taper;

    public Capsule(Vector3 from, Vector3 to, double radiusFrom, double radiusTo)
    {
        this.from = from;
        this.radiusFrom = radiusFrom;
        along = to - from;
        inverseSquare = 1 / Math.Max(Vector3.Dot(along, along), 1e-9);
        taper = radiusTo - radiusFrom;
        Bounds = Box.Around(from, radiusFrom).Union(Box.Around(to, radiusTo));
    }

    public Box Bounds { get; }

    public double Distance(in Vector3 point)
    {
        var offset = point - from;
        var t = Math.Clamp(Vector3.Dot(offset, along) * inverseSquare, 0, 1);
        return (offset - (t * along)).Length - radiusFrom - (t * taper);
    }
}
