using MedMim.Imaging.Volumes;
using MedMim.Phantom.Shapes;
using MedMim.Phantom.Synthesis;

namespace MedMim.Phantom.Anatomy;

/// <summary>The patient table: a shallow trough of foam in a carbon shell.</summary>
internal static class Table
{
    /// <summary>Paints it with its top at <paramref name="top"/> mm behind the body's axis.</summary>
    public static void Paint(Canvas canvas, double top, double reach)
    {
        var box = new Box(new(-215, top - 30, -reach), new(215, top + 45, reach));
        canvas.Paint(new Computed(box, (in Vector3 p) => Thickness(p, top, 13)), Material.TableShell);
        canvas.Paint(new Computed(box, (in Vector3 p) => Thickness(p, top, 9.5)), Material.TableFoam);
    }

    private static double Thickness(in Vector3 p, double top, double half)
    {
        // Its edges curl up towards the patient's sides.
        var middle = top + 14 - (p.X * p.X / 1100);
        return Math.Max(Math.Abs(p.Y - middle) - half, Math.Abs(p.X) - 195 - half);
    }
}
