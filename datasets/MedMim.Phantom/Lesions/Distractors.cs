using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;
using MedMim.Phantom.Anatomy;
using MedMim.Phantom.Shapes;
using MedMim.Phantom.Synthesis;

namespace MedMim.Phantom.Lesions;

/// <summary>
/// Findings that are no tumours but share their brightness and size: cysts (smooth, evenly filled, sharply bordered; some
/// dense enough to look like a dark tumour), bright and even haemangiomas, scars in the lung.
/// </summary>
internal static class Distractors
{
    /// <summary>Plans and paints them.</summary>
    public static void Paint(Canvas canvas, Organs organs, LesionSites sites, Box scan, RandomStream stream)
    {
        for (var i = stream.NextInt32(4); i > 0; i--)
        {
            PaintEven(canvas, organs.Liver, CystDensity(stream, organs.LiverTissue), sites, 0.8, scan, stream);
        }

        for (var i = stream.NextInt32(3); i > 0; i--)
        {
            var kidney = stream.Chance(0.5) ? organs.KidneyLeft : organs.KidneyRight;
            PaintEven(canvas, kidney, CystDensity(stream, organs.KidneyTissue), sites, 0.1, scan, stream);
        }

        if (stream.Chance(0.35))
        {
            PaintEven(canvas, organs.Liver, organs.LiverTissue.Hounsfield + stream.NextDouble(25, 50), sites, 0.8, scan, stream);
        }

        PaintGallBladder(canvas, organs, stream);
        PaintScars(canvas, organs, sites, scan, stream);
    }

    private static double CystDensity(RandomStream stream, Material organ) =>
        stream.Chance(0.7) ? stream.NextDouble(0, 20) : organ.Hounsfield - stream.NextDouble(25, 55);

    private static void PaintEven(
        Canvas canvas, IShape organ, double hounsfield, LesionSites sites, double depth, Box scan, RandomStream stream)
    {
        var radius = stream.NextDouble(4, 15);
        if (sites.Find(organ, radius, depth, scan) is { } at)
        {
            var radii = new Vector3(radius, radius * stream.NextDouble(0.85, 1.15), radius * stream.NextDouble(0.85, 1.15));
            canvas.Paint(new Ellipsoid(at, radii, stream.NextDouble(0, 3)), Material.Fluid.At(hounsfield));
        }
    }

    private static void PaintGallBladder(Canvas canvas, Organs organs, RandomStream stream)
    {
        var box = organs.Liver.Bounds;
        var at = stream.Around(new Vector3(-34, -48, box.Low.Z + 48), 5);
        var bladder = new Ellipsoid(at, stream.Around(new Vector3(13, 17, 24), 2), 0.3, 0.4);
        canvas.Paint(bladder, new(70, 6, 0));
        canvas.Paint(bladder.Offset(-2.5), Material.Fluid.At(stream.NextDouble(4, 18)));
    }

    private static void PaintScars(Canvas canvas, Organs organs, LesionSites sites, Box scan, RandomStream stream)
    {
        for (var i = stream.NextInt32(4); i > 0; i--)
        {
            var lung = stream.Chance(0.5) ? organs.LungLeft : organs.LungRight;
            if (sites.Find(lung, 6, 0.8, scan) is { } at)
            {
                // A calcified granuloma, or a streak of atelectasis.
                IShape scar = stream.Chance(0.4)
                    ? new Ellipsoid(at, new(3, 3, 3))
                    : new Capsule(at - (10 * stream.Direction()), at + (10 * stream.Direction()), 2, 1.2);
                canvas.Paint(scar.Within(lung), new(scar is Ellipsoid ? 320 : 10, 10, 0));
            }
        }
    }
}
