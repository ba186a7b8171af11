using MedMim.Imaging.Volumes;
using MedMim.Phantom.Shapes;

namespace MedMim.Phantom.Synthesis;

/// <summary>The voxels, first and last included, that may lie in a box of physical space; cut to the grid.</summary>
internal readonly record struct IndexBox(int Z0, int Z1, int Y0, int Y1, int X0, int X1)
{
    public IndexBox(VolumeGeometry geometry, Box box)
        : this(0, -1, 0, -1, 0, -1)
    {
        double zLow = double.MaxValue, yLow = double.MaxValue, xLow = double.MaxValue;
        double zHigh = double.MinValue, yHigh = double.MinValue, xHigh = double.MinValue;
        for (var corner = 0; corner < 8; corner++)
        {
            var (z, y, x) = geometry.ToIndex(new(
                (corner & 1) == 0 ? box.Low.X : box.High.X,
                (corner & 2) == 0 ? box.Low.Y : box.High.Y,
                (corner & 4) == 0 ? box.Low.Z : box.High.Z));
            (zLow, zHigh) = (Math.Min(zLow, z), Math.Max(zHigh, z));
            (yLow, yHigh) = (Math.Min(yLow, y), Math.Max(yHigh, y));
            (xLow, xHigh) = (Math.Min(xLow, x), Math.Max(xHigh, x));
        }

        (Z0, Z1) = Cut(zLow, zHigh, geometry.Size.Z);
        (Y0, Y1) = Cut(yLow, yHigh, geometry.Size.Y);
        (X0, X1) = Cut(xLow, xHigh, geometry.Size.X);
    }

    /// <summary>Whether it holds no voxel.</summary>
    public bool IsEmpty => Z1 < Z0 || Y1 < Y0 || X1 < X0;

    private static (int First, int Last) Cut(double low, double high, int count) =>
        (Math.Max((int)Math.Floor(low), 0), Math.Min((int)Math.Ceiling(high), count - 1));
}
