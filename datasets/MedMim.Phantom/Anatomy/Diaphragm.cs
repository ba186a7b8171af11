using MedMim.Imaging.Volumes;
using MedMim.Phantom.Shapes;

namespace MedMim.Phantom.Anatomy;

/// <summary>The two domes between chest and abdomen, as a height over each point of the axial plane.</summary>
internal sealed class Diaphragm(Habitus habitus, double leftDrop)
{
    private static readonly Box Everywhere = new(new(-200, -200, -300), new(200, 200, 300));

    /// <summary>What lies above it.</summary>
    public IShape Above => new Computed(Everywhere, (in Vector3 p) => 0.8 * (Height(p) - p.Z));

    /// <summary>What lies below it.</summary>
    public IShape Below => new Computed(Everywhere, (in Vector3 p) => 0.8 * (p.Z - Height(p)));

    private double Height(in Vector3 p)
    {
        var right = Dome(p, -62 * habitus.Scale, habitus.DomeZ);
        var left = Dome(p, 66 * habitus.Scale, habitus.DomeZ - leftDrop);
        return Math.Max(Math.Max(right, left), habitus.DomeZ - 75);
    }

    private double Dome(in Vector3 p, double x, double top)
    {
        double dx = (p.X - x) / (62 * habitus.Scale), dy = (p.Y + 8) / (75 * habitus.Scale);
        var r = (dx * dx) + (dy * dy);
        return top - (38 * r) - (14 * r * r);
    }
}
