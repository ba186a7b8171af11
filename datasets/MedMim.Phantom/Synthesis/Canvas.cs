using MedMim.Imaging.Volumes;
using MedMim.Phantom.Shapes;

namespace MedMim.Phantom.Synthesis;

/// <summary>
/// A scan being painted: what was painted last covers what lies below. Edges are soft over about a voxel, as partial
/// volumes are. Arrays in C order [z, y, x].
/// </summary>
internal sealed class Canvas
{
    public Canvas(VolumeGeometry geometry)
    {
        Geometry = geometry;
        Hounsfield = new float[geometry.Size.Count];
        Grain = new float[geometry.Size.Count];
        Mottle = new float[geometry.Size.Count];
        Array.Fill(Hounsfield, (float)Material.Air.Hounsfield);
        Edge = Math.Max(geometry.Spacing.X, geometry.Spacing.Y);
    }

    public VolumeGeometry Geometry { get; }

    public float[] Hounsfield { get; }

    public float[] Grain { get; }

    public float[] Mottle { get; }

    /// <summary>Width of a sharp edge, mm.</summary>
    public double Edge { get; }

    /// <summary>Fills a shape with a material.</summary>
    /// <param name="shape">Where.</param>
    /// <param name="material">With what.</param>
    /// <param name="edge">Width over which it blends into what is below, mm; a sharp edge where omitted.</param>
    /// <param name="strength">How much of what is below it hides, 0 to 1.</param>
    public void Paint(IShape shape, Material material, double edge = 0, double strength = 1)
    {
        edge = Math.Max(edge, Edge);
        var box = new IndexBox(Geometry, shape.Bounds.Grow(edge / 2));
        var step = Geometry.Spacing.X * Geometry.AxisX;
        for (var z = box.Z0; z <= box.Z1; z++)
        {
            for (var y = box.Y0; y <= box.Y1; y++)
            {
                var point = Geometry.ToPhysical(z, y, box.X0);
                var i = Geometry.Size.Offset(z, y, box.X0);
                for (var x = box.X0; x <= box.X1; x++, i++, point += step)
                {
                    var cover = 0.5 - (shape.Distance(point) / edge);
                    if (cover > 0)
                    {
                        Blend(i, material, (float)(strength * Math.Min(cover, 1)));
                    }
                }
            }
        }
    }

    private void Blend(long i, in Material material, float cover)
    {
        Hounsfield[i] += cover * ((float)material.Hounsfield - Hounsfield[i]);
        Grain[i] += cover * ((float)material.Grain - Grain[i]);
        Mottle[i] += cover * ((float)material.Mottle - Mottle[i]);
    }
}
