using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;
using MedMim.Phantom.Anatomy;
using MedMim.Phantom.Lesions;
using MedMim.Phantom.Shapes;

namespace MedMim.Phantom.Synthesis;

/// <summary>Makes one patient's scan. Every choice hangs on the seed and the patient's number alone.</summary>
internal static class PatientSynthesis
{
    private const double SpineShare = 0.36;

    /// <summary>Draws the patient, paints the organs from the outside in, and scans them.</summary>
    public static PatientScan Make(PhantomOptions options, int patient, VolumeGeometry geometry)
    {
        RandomStream Stream(string purpose) => new(new(options.Seed, "phantom." + purpose, Sample: patient));
        var body = Stream("body");
        var habitus = Habitus.Of(body);
        var outline = BodyOutline.Of(habitus, body);
        var wall = new TrunkWall(habitus, outline, body);
        var spineY = SpineShare * habitus.HalfDepth;
        var bumps = new NoiseField(Stream("bumps"), 26);
        var organs = new Organs(habitus, wall, new Diaphragm(habitus, body.Around(12, 5)), bumps, spineY, body);
        var canvas = new Canvas(geometry);
        var extent = ScanExtent.Of(geometry);
        var reach = Math.Max(-extent.Low.Z, extent.High.Z) + 40;

        Table.Paint(canvas, outline.Radius(0, Math.PI / 2) + 5, reach);
        wall.Paint(canvas, new(Stream("strands"), 15));
        new Viscera(habitus, wall.Cavity.Offset(-2), bumps, Stream("viscera")).Paint(canvas);
        new GreatVessels(habitus, spineY, wall.Cavity.Offset(-6), Stream("vessels")).Paint(canvas, organs.Blood, reach);
        OrganPainter.Paint(canvas, organs, Stream("organs"));
        new Skeleton(habitus, outline, spineY).Paint(canvas, Stream("skeleton"), reach);

        var lesions = Stream("lesions");
        var sites = new LesionSites(lesions);
        var tumours = lesions.Chance(options.TumourProbability)
            ? new TumourPlanner(organs, new(Stream("outlines"), 9), lesions).Plan(sites, extent)
            : [];
        Distractors.Paint(canvas, organs, sites, extent, lesions);
        var patches = new NoiseField(Stream("patches"), 7);
        foreach (var tumour in tumours)
        {
            tumour.Paint(canvas, patches);
        }

        var stored = Scanner.Acquire(canvas, habitus, options.Seed, patient, Stream("scanner"));
        return new(new(geometry, stored), [.. tumours.Select(t => t.Shape)], outline, organs.Liver);
    }
}
