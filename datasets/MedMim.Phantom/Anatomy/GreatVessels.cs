using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;
using MedMim.Phantom.Shapes;
using MedMim.Phantom.Synthesis;

namespace MedMim.Phantom.Anatomy;

/// <summary>Aorta and caval vein in front of the spine, with the branches to the kidneys and in the mesentery.</summary>
internal sealed class GreatVessels(Habitus habitus, double spineY, IShape room, RandomStream stream)
{
    /// <summary>Paints them.</summary>
    public void Paint(Canvas canvas, Material blood, double reach)
    {
        var s = habitus.Scale;
        var aorta = new Vector3(stream.Around(11, 2), spineY - (29 * s), 0);
        var cava = new Vector3(stream.Around(-21, 2), spineY - (25 * s), 0);
        PaintTrunk(canvas, aorta, stream.Around(10.5, 1), blood, reach, calcium: stream.Chance(0.5));
        PaintTrunk(canvas, cava, stream.Around(11, 1), blood.At(blood.Hounsfield - 18), reach, calcium: false);
        var level = habitus.DomeZ - 96;
        foreach (var side in (int[])[-1, 1])
        {
            var hilum = new Vector3(side * 44 * s, spineY - 2, level + (side * 6));
            canvas.Paint(new Capsule(aorta with { Z = level }, hilum, 4, 3.2), blood);
            canvas.Paint(new Capsule(cava with { Z = level - 5 }, hilum + new Vector3(0, -5, -4), 5, 4), blood.At(blood.Hounsfield - 8));
        }

        var mesentery = new VesselTree(room, stream, thinnest: 1.3);
        for (var i = 0; i < 4; i++)
        {
            var root = new Vector3(stream.Around(0, 14), aorta.Y - 26, level - stream.NextDouble(5, 70));
            var heading = new Vector3(stream.Around(0, 0.6), -0.8, stream.Around(-0.2, 0.3));
            mesentery.Grow(root, 1 / heading.Length * heading, stream.NextDouble(2.6, 4));
        }

        mesentery.Paint(canvas, blood.At(blood.Hounsfield - 10));
    }

    private void PaintTrunk(Canvas canvas, Vector3 at, double radius, Material blood, double reach, bool calcium)
    {
        var sway = stream.Around(0, 5);
        Vector3 Centre(double z) => at + new Vector3(sway * Math.Sin(z / 70), 0, z);
        for (var z = -reach; z < reach; z += 18)
        {
            canvas.Paint(new Capsule(Centre(z), Centre(z + 18), radius, radius), blood);
        }

        for (var i = 0; calcium && i < 5; i++)
        {
            var angle = stream.NextDouble(0, Math.Tau);
            var spot = Centre(stream.NextDouble(-reach, reach))
                + new Vector3(radius * Math.Cos(angle), radius * Math.Sin(angle), 0);
            canvas.Paint(new Ellipsoid(spot, new(2.2, 2.2, 5)), Material.CorticalBone);
        }
    }
}
