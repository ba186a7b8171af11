using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;
using MedMim.Phantom.Shapes;
using MedMim.Phantom.Synthesis;

namespace MedMim.Phantom.Anatomy;

/// <summary>Skin, the fat below it and the muscles of the wall; and the cavity that they leave to the organs.</summary>
internal sealed class TrunkWall
{
    private const double SkinThickness = 2.2;
    private readonly Habitus habitus;
    private readonly RadialShape outline;

    public TrunkWall(Habitus habitus, RadialShape outline, RandomStream stream)
    {
        this.habitus = habitus;
        this.outline = outline;
        var wall = stream.NextDouble(11, 15);
        var back = stream.NextDouble(32, 40) * habitus.Scale;
        Muscle = new((z, angle) => outline.Radius(z, angle) - FatDepth(z, angle));
        Cavity = new((z, angle) =>
        {
            var fromBack = (angle - (Math.PI / 2)) / 0.42;
            return Muscle.Radius(z, angle) - wall - (back * Math.Exp(-0.5 * fromBack * fromBack));
        });
    }

    /// <summary>Everything under the fat.</summary>
    public RadialShape Muscle { get; }

    /// <summary>Everything inside the muscles.</summary>
    public RadialShape Cavity { get; }

    /// <summary>Paints the layers and fills the cavity with fat, on which the organs are painted later.</summary>
    public void Paint(Canvas canvas, NoiseField streaks)
    {
        canvas.Paint(outline, Material.Skin);
        canvas.Paint(outline.Offset(-SkinThickness), Material.Fat);
        canvas.Paint(Muscle, Material.Muscle);

        // Strands of fat between the muscles lie where a smooth field is near 0.
        var sheets = new Computed(Muscle.Bounds, (in Vector3 p) => 7 * (Math.Abs(streaks.At(p)) - 0.16));
        canvas.Paint(Muscle.Offset(-3).Without(Cavity).Within(sheets), Material.Fat.At(-70), strength: 0.75);
        canvas.Paint(Cavity, Material.Fat);
    }

    // More at the belly below the ribs, and at the back.
    private double FatDepth(double z, double angle)
    {
        var sin = Math.Sin(angle);
        var belowRibs = 1 / (1 + Math.Exp((z - habitus.DomeZ + 60) / 12));
        return SkinThickness + (habitus.Fat * (0.75 + (0.6 * belowRibs * Math.Max(-sin, 0)) + (0.25 * Math.Max(sin, 0))));
    }
}
