using MedMim.Imaging.Volumes;

namespace MedMim.Phantom.Shapes;

/// <summary>A shape given by a function.</summary>
internal sealed class Computed(Box bounds, Computed.DistanceFunction distance) : IShape
{
    /// <summary>Signed distance at a point, mm.</summary>
    public delegate double DistanceFunction(in Vector3 point);

    public Box Bounds { get; } = bounds;

    public double Distance(in Vector3 point) => distance(point);
}
