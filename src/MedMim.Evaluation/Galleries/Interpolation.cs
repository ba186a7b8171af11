using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Galleries;

/// <summary>Reads a slice between voxel centres.</summary>
internal static class Interpolation
{
    /// <summary>Bilinear intensity; null outside of the slice (half a voxel beyond the outer centres).</summary>
    public static float? At(Volume<float> scan, int z, double y, double x)
    {
        var size = scan.Geometry.Size;
        if (y < -0.5 || x < -0.5 || y > size.Y - 0.5 || x > size.X - 0.5)
        {
            return null;
        }

        var (y0, y1, fy) = Neighbours(y, size.Y);
        var (x0, x1, fx) = Neighbours(x, size.X);
        var above = scan[z, y0, x0] + (fx * (scan[z, y0, x1] - scan[z, y0, x0]));
        var below = scan[z, y1, x0] + (fx * (scan[z, y1, x1] - scan[z, y1, x0]));
        return above + (fy * (below - above));
    }

    /// <summary>The label of the nearest voxel; 0 outside of the slice. Outlines show the voxels that were measured.</summary>
    public static byte LabelAt(Volume<byte> labels, int z, double y, double x)
    {
        var (row, column) = ((int)Math.Floor(y + 0.5), (int)Math.Floor(x + 0.5));
        var size = labels.Geometry.Size;
        return row < 0 || column < 0 || row >= size.Y || column >= size.X ? (byte)0 : labels[z, row, column];
    }

    private static (int Below, int Above, float Share) Neighbours(double at, int count)
    {
        var clamped = Math.Clamp(at, 0, count - 1);
        var below = (int)clamped;
        return (below, Math.Min(below + 1, count - 1), (float)(clamped - below));
    }
}
