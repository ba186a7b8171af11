using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;
using MedMim.Phantom.Shapes;
using MedMim.Phantom.Synthesis;

namespace MedMim.Phantom.Anatomy;

/// <summary>Vertebrae with discs, canal and processes; ribs that fall towards the front; the breastbone.</summary>
internal sealed class Skeleton(Habitus habitus, RadialShape outline, double spineY)
{
    private const double VertebraHeight = 31;

    /// <summary>Paints all bones that lie in the scan.</summary>
    public void Paint(Canvas canvas, RandomStream stream, double reach)
    {
        var marrow = Material.SpongyBone.At(stream.Around(185, 35));
        var cortex = Material.CorticalBone.At(stream.Around(430, 40));
        var start = -reach - stream.NextDouble(0, VertebraHeight);
        for (var z = start; z < reach + VertebraHeight; z += VertebraHeight)
        {
            PaintVertebra(canvas, z, cortex, marrow);
        }

        for (var z = start + 12; z < reach + 90; z += 27 * habitus.Scale)
        {
            if (z > habitus.DomeZ - 85)
            {
                PaintRib(canvas, z, side: 1, cortex, marrow);
                PaintRib(canvas, z + stream.Around(0, 2), side: -1, cortex, marrow);
            }
        }

        var front = -outline.Radius(habitus.DomeZ + 60, 1.5 * Math.PI) + habitus.Fat + 13;
        var sternum = new Ellipsoid(new(0, front, habitus.DomeZ + 75), new(17, 6.5, 62), 0, 0.12);
        canvas.Paint(sternum, cortex.At(330));
        canvas.Paint(sternum.Offset(-2.5), marrow);
    }

    private void PaintVertebra(Canvas canvas, double z, Material cortex, Material marrow)
    {
        var s = habitus.Scale;
        var column = new Ellipsoid(new(0, spineY, z), new(21 * s, 16 * s, 300));
        canvas.Paint(column.Within(Slab(z, 15.4)), Material.Disc);
        canvas.Paint(column.Within(Slab(z, 12.8)), cortex.At(380));
        canvas.Paint(column.Offset(-2.2).Within(Slab(z, 11)), marrow);

        // Pedicles and laminae around the canal, transverse and spinous processes behind it.
        var canal = new Vector3(0, spineY + (25 * s), z);
        canvas.Paint(new Ellipsoid(canal, new(17 * s, 14 * s, 13)), cortex.At(300));
        canvas.Paint(new Capsule(canal, canal + new Vector3(-36 * s, 9 * s, 2), 5.5, 3.5), cortex.At(290));
        canvas.Paint(new Capsule(canal, canal + new Vector3(36 * s, 9 * s, 2), 5.5, 3.5), cortex.At(290));
        canvas.Paint(new Capsule(canal + new Vector3(0, 12, 0), canal + new Vector3(0, 24 * s, -10), 4.5, 3.5), cortex.At(330));
        canvas.Paint(new Ellipsoid(canal, new(9.5 * s, 8.5 * s, 20)), Material.Fluid.At(22));
    }

    private void PaintRib(Canvas canvas, double z, int side, Material cortex, Material marrow)
    {
        const int Pieces = 16;
        var previous = RibPoint(z, side, 0);
        for (var i = 1; i <= Pieces; i++)
        {
            var next = RibPoint(z, side, i / (double)Pieces);
            canvas.Paint(new Capsule(previous, next, 4.6, 4.6), cortex);
            canvas.Paint(new Capsule(previous, next, 2.0, 2.0), marrow);
            previous = next;
        }
    }

    // From the spine (0) around the side to the front (1).
    private Vector3 RibPoint(double z, int side, double t)
    {
        var angle = (Math.PI / 2) - (side * (0.20 + (2.35 * t)));
        angle = angle < 0 ? angle + Math.Tau : angle;
        var drop = 62 * t * (0.6 + (0.4 * t));
        var height = z - drop;
        var nearSpine = 26 * Math.Exp(-t / 0.09);
        var r = outline.Radius(height, angle) - habitus.Fat - 9.5 - nearSpine - (habitus.Fat * 0.12);
        var (sin, cos) = Math.SinCos(angle);
        return new(r * cos, r * sin, height);
    }

    private static Computed Slab(double z, double half) =>
        new(new(new(-300, -300, z - half), new(300, 300, z + half)), (in Vector3 p) => Math.Abs(p.Z - z) - half);
}
