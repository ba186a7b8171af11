using MedMim.Imaging.Volumes;

namespace MedMim.Phantom.Shapes;

/// <summary>Shapes made of shapes.</summary>
internal static class Combined
{
    /// <summary>What lies in both. The first is asked first, so let it be the cheaper or the smaller.</summary>
    public static IShape Within(this IShape shape, IShape outer) =>
        new Computed(shape.Bounds.Intersect(outer.Bounds), (in Vector3 p) =>
        {
            var d = shape.Distance(p);
            return d > Far ? d : Math.Max(d, outer.Distance(p));
        });

    /// <summary>The first without the second.</summary>
    public static IShape Without(this IShape shape, IShape removed) =>
        new Computed(shape.Bounds, (in Vector3 p) =>
        {
            var d = shape.Distance(p);
            return d > Far ? d : Math.Max(d, -removed.Distance(p));
        });

    /// <summary>Both together, with a rounded seam of about <paramref name="seam"/> mm.</summary>
    public static IShape And(this IShape a, IShape b, double seam) =>
        new Computed(a.Bounds.Union(b.Bounds).Grow(seam / 4), (in Vector3 p) =>
        {
            double da = a.Distance(p), db = b.Distance(p);
            var h = Math.Max(seam - Math.Abs(da - db), 0) / seam;
            return Math.Min(da, db) - (h * h * seam / 4);
        });

    /// <summary>Grown (positive) or shrunk (negative) by a margin in mm.</summary>
    public static IShape Offset(this IShape shape, double margin) =>
        new Computed(shape.Bounds.Grow(Math.Max(margin, 0)), (in Vector3 p) => shape.Distance(p) - margin);

    /// <summary>With an irregular surface.</summary>
    /// <param name="shape">The smooth shape.</param>
    /// <param name="noise">Where the bumps are.</param>
    /// <param name="amplitude">Their height, mm (about one standard deviation).</param>
    public static IShape Wobbly(this IShape shape, NoiseField noise, double amplitude) =>
        new Computed(shape.Bounds.Grow(2.5 * amplitude), (in Vector3 p) =>
        {
            var d = shape.Distance(p);
            return Math.Abs(d) > 4 * amplitude ? d : d + (amplitude * Math.Clamp(noise.At(p), -2.5, 2.5));
        });

    /// <summary>Beyond this distance a soft edge no longer reaches, and the rest need not be computed. mm.</summary>
    private const double Far = 12;
}
