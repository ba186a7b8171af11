using MedMim.Imaging.Volumes;
using MedMim.Phantom.Shapes;
using MedMim.Phantom.Synthesis;

namespace MedMim.Phantom.Lesions;

/// <summary>A tumour: irregular, textured, with a border that fades into its surroundings.</summary>
/// <param name="Centre">Its middle, LPS, mm.</param>
/// <param name="Radius">Its mean radius, mm.</param>
/// <param name="Shape">What a clinician would outline.</param>
/// <param name="Tissue">Its bulk.</param>
/// <param name="Core">Its necrotic core.</param>
/// <param name="Rim">Its enhancing rim.</param>
internal sealed record Tumour(
    Vector3 Centre, double Radius, IShape Shape, Material Tissue, Material Core, Material Rim)
{
    /// <summary>Paints it.</summary>
    public void Paint(Canvas canvas, NoiseField patches)
    {
        var fade = Math.Min(2.2 + (0.25 * Radius), 5);
        canvas.Paint(Shape, Rim, fade);
        canvas.Paint(Shape.Offset(-0.22 * Radius), Tissue, fade);

        // The core is in patches, and only large tumours have one.
        var core = Shape.Offset(-0.42 * Radius).Wobbly(patches, 0.3 * Radius);
        canvas.Paint(core, Core, fade, strength: Math.Clamp((Radius - 5) / 5, 0, 1));
    }
}
