using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;
using MedMim.Phantom.Shapes;
using MedMim.Phantom.Synthesis;

namespace MedMim.Phantom.Anatomy;

/// <summary>The shapes and tissues of the organs in which lesions grow, and of their neighbours.</summary>
internal sealed class Organs
{
    public Organs(Habitus habitus, TrunkWall wall, Diaphragm diaphragm, NoiseField bumps, double spineY, RandomStream stream)
    {
        var s = habitus.Scale;
        var e = habitus.Enhancement;
        Vector3 At(double x, double y, double z) => stream.Around(new Vector3(x * s, y * s, z), 3.5);

        var dome = habitus.DomeZ;
        var abdomen = wall.Cavity.Offset(-1.5);
        var mediastinum = new Ellipsoid(new(6, 0, dome + 80), new(36 * s, 68 * s, 190)).Wobbly(bumps, 3);
        var heart = new Ellipsoid(At(24, -30, dome + 52), new(58 * s, 46 * s, 46 * s), 0.6, 0.35).Wobbly(bumps, 2.5);
        Heart = heart.Within(wall.Cavity.Offset(-4));
        var lungs = wall.Cavity.Offset(-2).Within(diaphragm.Above.Offset(-2.5)).Without(Heart.Offset(4));
        LungRight = Half(lungs.Without(mediastinum), -1);
        LungLeft = Half(lungs.Without(mediastinum), 1);

        var rightLobe = new Ellipsoid(At(-66, -6, dome - 56), new(72 * s, 82 * s, 74 * s), 0, 0.1);
        var leftLobe = new Ellipsoid(At(6, -52, dome - 34), new(62 * s, 34 * s, 34 * s), -0.15);
        Liver = rightLobe.And(leftLobe, 24).Wobbly(bumps, 4).Within(abdomen).Within(diaphragm.Below.Offset(-2));
        Spleen = new Ellipsoid(At(94, 28, dome - 42), new(28 * s, 44 * s, 48 * s), -0.45)
            .Wobbly(bumps, 3.5).Within(abdomen).Within(diaphragm.Below.Offset(-3));
        KidneyRight = Kidney(At(-60, spineY + 4, dome - 104), s, 0.55, bumps).Within(abdomen);
        KidneyLeft = Kidney(At(61, spineY + 4, dome - 92), s, -0.55, bumps).Within(abdomen);
        Liver = Liver.Without(KidneyRight.Offset(4));
        Spleen = Spleen.Without(KidneyLeft.Offset(3));

        LungTissue = new(stream.Around(-850, 18), 22, 20);
        LiverTissue = new(55 + (50 * e) + stream.Around(0, 6), 8, 4);
        SpleenTissue = new(50 + (72 * e) + stream.Around(0, 5), 8, 4);
        KidneyTissue = new(35 + (130 * e) + stream.Around(0, 8), 9, 5);
        Blood = new(45 + (112 * e) + stream.Around(0, 6), 6, 0);
        HeartTissue = new(45 + (68 * e), 10, 14);
    }

    public IShape LungRight { get; }

    public IShape LungLeft { get; }

    public IShape Heart { get; }

    public IShape Liver { get; }

    public IShape Spleen { get; }

    public IShape KidneyRight { get; }

    public IShape KidneyLeft { get; }

    public Material LungTissue { get; }

    public Material LiverTissue { get; }

    public Material SpleenTissue { get; }

    public Material KidneyTissue { get; }

    public Material HeartTissue { get; }

    /// <summary>Enhanced blood in the great vessels.</summary>
    public Material Blood { get; }

    private static IShape Kidney(Vector3 centre, double s, double turn, NoiseField bumps) =>
        new Ellipsoid(centre, new(25 * s, 29 * s, 52 * s), turn, 0.12).Wobbly(bumps, 2.2);

    // An unbounded shape on one side of the midline.
    private static IShape Half(IShape shape, int side)
    {
        var half = new Computed(
            side < 0 ? new(new(-200, -160, -240), new(6, 160, 240)) : new(new(-6, -160, -240), new(200, 160, 240)),
            (in Vector3 p) => -side * p.X);
        return half.Within(shape);
    }
}
