using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;
using MedMim.Phantom.Shapes;
using MedMim.Phantom.Synthesis;

namespace MedMim.Phantom.Anatomy;

/// <summary>Paints the solid organs, the lungs and the vessels in them.</summary>
internal static class OrganPainter
{
    /// <summary>Paints them in the order in which they overlap.</summary>
    public static void Paint(Canvas canvas, Organs organs, RandomStream stream)
    {
        PaintKidney(canvas, organs, organs.KidneyRight, -1);
        PaintKidney(canvas, organs, organs.KidneyLeft, 1);
        canvas.Paint(organs.Spleen, organs.SpleenTissue);
        canvas.Paint(organs.Liver, organs.LiverTissue);
        PaintLiverVessels(canvas, organs, stream);
        PaintLung(canvas, organs, organs.LungRight, -1, stream);
        PaintLung(canvas, organs, organs.LungLeft, 1, stream);
        canvas.Paint(organs.Heart, organs.HeartTissue);
        canvas.Paint(organs.Heart.Offset(-11), organs.Blood.At(organs.Blood.Hounsfield - 12), edge: 7);
    }

    private static void PaintKidney(Canvas canvas, Organs organs, IShape kidney, int side)
    {
        // Fat around it, cortex, the darker pyramids, and the fat and urine of the sinus towards the spine.
        canvas.Paint(kidney.Offset(3), Material.Fat);
        canvas.Paint(kidney, organs.KidneyTissue);
        canvas.Paint(kidney.Offset(-7), organs.KidneyTissue.At(organs.KidneyTissue.Hounsfield - 32), edge: 5);
        var middle = 0.5 * (kidney.Bounds.Low + kidney.Bounds.High);
        var sinus = middle - new Vector3(side * 12, 3, 0);
        canvas.Paint(new Ellipsoid(sinus, new(15, 8, 22)), Material.Fat.At(-60), edge: 5);
        canvas.Paint(new Ellipsoid(sinus, new(8, 4, 12)), Material.Fluid.At(15), edge: 4);
    }

    private static void PaintLiverVessels(Canvas canvas, Organs organs, RandomStream stream)
    {
        var box = organs.Liver.Bounds;
        var top = box.High.Z;
        var portal = new VesselTree(organs.Liver, stream, thinnest: 1.6);
        var gate = stream.Around(new Vector3(-28, -2, top - 82), 4);
        portal.Grow(gate, new(-0.9, 0.1, 0.4), stream.NextDouble(5, 6.5));
        portal.Grow(gate, new(0.1, -0.8, 0.6), stream.NextDouble(4, 5.5));
        portal.Paint(canvas, organs.Blood.At(organs.Blood.Hounsfield - 4));
        var veins = new VesselTree(organs.Liver, stream, thinnest: 1.7);
        foreach (var heading in (Vector3[])[new(-0.9, 0.3, -0.35), new(-0.6, -0.7, -0.35), new(0.3, -0.9, -0.3)])
        {
            veins.Grow(stream.Around(new Vector3(-22, 14, top - 40), 3), heading, stream.NextDouble(4, 5.5), bend: 0.25);
        }

        veins.Paint(canvas, organs.Blood.At(organs.Blood.Hounsfield - 14));
    }

    private static void PaintLung(Canvas canvas, Organs organs, IShape lung, int side, RandomStream stream)
    {
        canvas.Paint(lung, organs.LungTissue);
        var tree = new VesselTree(lung, stream, thinnest: 0.9);
        for (var i = 0; i < 14; i++)
        {
            var root = stream.Around(new Vector3(side * 40, 12, 70 + stream.NextDouble(-50, 50)), 6);
            var heading = new Vector3(side * 0.8, stream.Around(0, 0.7), stream.Around(-0.5, 0.5));
            tree.Grow(root, 1 / heading.Length * heading, stream.NextDouble(3, 5));
        }

        tree.Paint(canvas, organs.Blood.At(stream.NextDouble(30, 60)));
    }
}
