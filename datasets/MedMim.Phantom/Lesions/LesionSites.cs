using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;
using MedMim.Phantom.Shapes;

namespace MedMim.Phantom.Lesions;

/// <summary>Finds room for lesions: inside an organ and the scan, and clear of the lesions placed before.</summary>
internal sealed class LesionSites(RandomStream stream)
{
    private const int Attempts = 4000;
    private const double Gap = 6;
    private readonly List<(Vector3 Centre, double Radius)> taken = [];

    /// <summary>A centre, or null where there is no room.</summary>
    /// <param name="organ">Where the centre must lie.</param>
    /// <param name="radius">The lesion's radius, mm.</param>
    /// <param name="depth">How many radii below the organ's surface the centre must be.</param>
    /// <param name="scan">The part of space that the scan shows; the whole lesion must lie in it.</param>
    public Vector3? Find(IShape organ, double radius, double depth, Box scan)
    {
        var box = organ.Bounds;
        for (var i = 0; i < Attempts; i++)
        {
            var at = new Vector3(
                stream.NextDouble(box.Low.X, box.High.X),
                stream.NextDouble(box.Low.Y, box.High.Y),
                stream.NextDouble(Math.Max(box.Low.Z, scan.Low.Z), Math.Min(box.High.Z, scan.High.Z)));
            var reach = (1.6 * radius) + 4;
            if (at.Z - reach > scan.Low.Z
                && at.Z + reach < scan.High.Z
                && organ.Distance(at) < -depth * radius
                && taken.TrueForAll(t => (t.Centre - at).Length > (1.4 * (t.Radius + radius)) + Gap))
            {
                taken.Add((at, radius));
                return at;
            }
        }

        return null;
    }
}
