using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;
using MedMim.Phantom.Shapes;
using MedMim.Phantom.Synthesis;

namespace MedMim.Phantom.Anatomy;

/// <summary>Stomach, bowel, pancreas, gall bladder: what fills the abdomen, with gas, fluid and stool in it.</summary>
internal sealed class Viscera(Habitus habitus, IShape room, NoiseField bumps, RandomStream stream)
{
    /// <summary>Paints them; organs painted later cover what would overlap.</summary>
    public void Paint(Canvas canvas)
    {
        double s = habitus.Scale, dome = habitus.DomeZ;
        PaintSmallBowel(canvas, s, dome);
        PaintColon(canvas, s, dome, side: -1);
        PaintColon(canvas, s, dome, side: 1);
        PaintTransverse(canvas, s, dome);
        var pancreas = new Capsule(new(-28 * s, -14, dome - 108), new(60 * s, 6, dome - 78), 11, 7);
        canvas.Paint(pancreas.Wobbly(bumps, 3).Within(room), new(92, 12, 10));
        PaintHollow(
            canvas,
            new Ellipsoid(stream.Around(new Vector3(56 * s, -38 * s, dome - 52), 5), new(38 * s, 34 * s, 46 * s), 0.5).Wobbly(bumps, 4),
            wall: 4,
            content: new(stream.Around(25, 10), 10, 8),
            gasLevel: (-38 * s) - stream.NextDouble(4, 26));
    }

    private void PaintSmallBowel(Canvas canvas, double s, double dome)
    {
        for (var loop = 0; loop < 26; loop++)
        {
            var at = new Vector3(
                stream.NextDouble(-75, 75) * s, stream.NextDouble(-66, -6) * s, stream.NextDouble(dome - 210, dome - 112));
            var along = 24 * stream.Direction();
            var tube = new Capsule(at - along, at + along, 11, 10).Wobbly(bumps, 2.5);
            canvas.Paint(tube.Within(room), new(stream.Around(72, 10), 10, 0));
            canvas.Paint(tube.Offset(-4).Within(room), new(stream.NextDouble(10, 62), 14, 10));
            if (stream.Chance(0.22))
            {
                canvas.Paint(new Ellipsoid(at + new Vector3(0, -3, 0), new(8, 5, 8)).Within(tube), Material.Gas);
            }
        }
    }

    private void PaintColon(Canvas canvas, double s, double dome, int side)
    {
        for (var z = dome - 108; z > -170; z -= 22)
        {
            var at = stream.Around(new Vector3(side * 98 * s, 8, z), 3);
            var sac = new Ellipsoid(at, stream.Around(new Vector3(21, 21, 16), 2)).Wobbly(bumps, 2);
            PaintHollow(canvas, sac, 3, new(stream.NextDouble(0, 60), 70, 30), at.Y - stream.NextDouble(-6, 16));
        }
    }

    private void PaintTransverse(Canvas canvas, double s, double dome)
    {
        var z = dome - 122 + stream.Around(0, 8);
        for (var x = -78.0; x <= 78; x += 24)
        {
            var at = stream.Around(new Vector3(x * s, -68 * s, z - (0.003 * (6000 - (x * x)))), 3);
            var sac = new Ellipsoid(at, stream.Around(new Vector3(17, 16, 18), 2)).Wobbly(bumps, 2);
            PaintHollow(canvas, sac, 3, new(stream.NextDouble(0, 50), 60, 30), at.Y - stream.NextDouble(-10, 12));
        }
    }

    // Gas rises to the front of a patient who lies on the back: above a level in y there is only gas.
    private void PaintHollow(Canvas canvas, IShape shape, double wall, Material content, double gasLevel)
    {
        var inside = shape.Within(room);
        canvas.Paint(inside, new(68, 9, 0));
        var lumen = inside.Offset(-wall);
        canvas.Paint(lumen, content);
        canvas.Paint(lumen.Within(new Computed(shape.Bounds, (in Vector3 p) => p.Y - gasLevel)), Material.Gas);
    }
}
