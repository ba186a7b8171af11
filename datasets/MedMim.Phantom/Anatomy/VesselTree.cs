using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;
using MedMim.Phantom.Shapes;
using MedMim.Phantom.Synthesis;

namespace MedMim.Phantom.Anatomy;

/// <summary>
/// A tree of tubes that winds through an organ: it forks, thins by Murray's law (the cubes of the children's radii sum
/// to the parent's) and turns back where it would leave the organ.
/// </summary>
internal sealed class VesselTree(IShape organ, RandomStream stream, double thinnest)
{
    private readonly List<Capsule> pieces = [];

    /// <summary>Grows a tree.</summary>
    /// <param name="root">Where it enters.</param>
    /// <param name="direction">Where it heads, a unit vector.</param>
    /// <param name="radius">Its radius there, mm.</param>
    /// <param name="bend">How much it winds, 0 to 1.</param>
    public void Grow(Vector3 root, Vector3 direction, double radius, double bend = 0.35)
    {
        var at = root;
        var length = 2 + stream.NextInt32(3);
        for (var i = 0; i < length; i++)
        {
            var step = (2.2 * radius) + 6;
            var wander = direction + (bend * stream.Direction());
            direction = 1 / wander.Length * wander;
            var next = at + (step * direction);
            if (organ.Distance(next) > -radius && i > 0)
            {
                break;
            }

            pieces.Add(new(at, next, radius, radius * 0.96));
            radius *= 0.96;
            at = next;
        }

        var share = stream.NextDouble(0.3, 0.7);
        var (thick, thin) = (radius * Math.Cbrt(Math.Max(share, 1 - share)), radius * Math.Cbrt(Math.Min(share, 1 - share)));
        var side = Vector3.Cross(direction, stream.Direction());
        side = 1 / Math.Max(side.Length, 1e-6) * side;
        Fork(at, direction + (0.45 * side), thick, bend);
        Fork(at, direction - (0.85 * side), thin, bend);
    }

    /// <summary>Paints what has grown, cut off at the organ's surface.</summary>
    public void Paint(Canvas canvas, Material material)
    {
        foreach (var piece in pieces)
        {
            canvas.Paint(piece.Within(organ), material);
        }
    }

    private void Fork(Vector3 at, Vector3 direction, double radius, double bend)
    {
        if (radius >= thinnest && pieces.Count < 400)
        {
            Grow(at, 1 / direction.Length * direction, radius, bend);
        }
    }
}
