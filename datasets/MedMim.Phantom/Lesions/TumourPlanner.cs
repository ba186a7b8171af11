using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;
using MedMim.Phantom.Anatomy;
using MedMim.Phantom.Shapes;
using MedMim.Phantom.Synthesis;

namespace MedMim.Phantom.Lesions;

/// <summary>Decides where a patient's tumours grow, how large they are and what they look like.</summary>
internal sealed class TumourPlanner(Organs organs, NoiseField bumps, RandomStream stream)
{
    private const double Smallest = 8;
    private const double Largest = 20;

    /// <summary>One to three tumours.</summary>
    /// <param name="sites">Where there already is something; the tumours are added.</param>
    /// <param name="scan">The part of space that the scan shows.</param>
    public IReadOnlyList<Tumour> Plan(LesionSites sites, Box scan)
    {
        var count = 1 + (stream.Chance(0.45) ? 1 : 0) + (stream.Chance(0.2) ? 1 : 0);
        var tumours = new List<Tumour>();
        for (var i = 0; i < count; i++)
        {
            var radius = Smallest + ((Largest - Smallest) * Math.Pow(stream.NextDouble(), 0.95));
            var kind = stream.NextDouble();
            var tumour = kind < 0.55 ? InLiver(sites, radius, scan)
                : kind < 0.78 ? InLung(sites, Math.Min(radius, 17), scan)
                : InKidney(sites, Math.Min(radius, 18), scan);
            if (tumour is not null)
            {
                tumours.Add(tumour);
            }
        }

        return tumours;
    }

    private Tumour? InLiver(LesionSites sites, double radius, Box scan)
    {
        if (sites.Find(organs.Liver, radius, depth: 0.55, scan) is not { } at)
        {
            return null;
        }

        var liver = organs.LiverTissue.Hounsfield;
        var kind = stream.NextDouble();

        // Dark as a metastasis, bright as an early-enhancing tumour, or of the liver's own brightness but for its grain.
        var tissue = kind < 0.62 ? new Material(liver - stream.NextDouble(38, 70), 16, 8)
            : kind < 0.87 ? new Material(liver + stream.NextDouble(38, 62), 16, 8)
            : new Material(liver + stream.NextDouble(-12, 12), 26, 10);
        return Make(at, radius, tissue, core: tissue.Hounsfield - stream.NextDouble(15, 45), rim: tissue.Hounsfield + 12);
    }

    private Tumour? InKidney(LesionSites sites, double radius, Box scan)
    {
        var kidney = stream.Chance(0.5) ? organs.KidneyLeft : organs.KidneyRight;
        if (sites.Find(kidney, radius, depth: 0.1, scan) is not { } at)
        {
            return null;
        }

        var tissue = new Material(stream.NextDouble(72, 125), 17, 10);
        return Make(at, radius, tissue, core: tissue.Hounsfield - stream.NextDouble(15, 50), rim: tissue.Hounsfield + 14);
    }

    private Tumour? InLung(LesionSites sites, double radius, Box scan)
    {
        var lung = stream.Chance(0.5) ? organs.LungLeft : organs.LungRight;
        if (sites.Find(lung, radius, depth: 0.6, scan) is not { } at)
        {
            return null;
        }

        var tissue = new Material(stream.NextDouble(5, 75), 20, 12);
        return Make(at, radius, tissue, core: tissue.Hounsfield - 20, rim: tissue.Hounsfield + 5);
    }

    private Tumour Make(Vector3 at, double radius, Material tissue, double core, double rim)
    {
        Vector3 radii = new(
            radius * stream.NextDouble(0.78, 1.25), radius * stream.NextDouble(0.78, 1.25), radius * stream.NextDouble(0.78, 1.25));
        var shape = new Ellipsoid(at, radii, stream.NextDouble(0, Math.PI), stream.NextDouble(-0.6, 0.6))
            .Wobbly(bumps, radius * stream.NextDouble(0.10, 0.2));
        return new(at, radius, shape, tissue, tissue.At(core), tissue.At(rim));
    }
}
