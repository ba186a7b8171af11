using MedMim.Imaging.Volumes;
using MedMim.Phantom.Shapes;

namespace MedMim.Phantom.Synthesis;

/// <summary>The part of space that a scan is sure to show.</summary>
internal static class ScanExtent
{
    /// <summary>Bounds in x and y of the whole grid; in z only what every column of an oblique scan reaches.</summary>
    public static Box Of(VolumeGeometry geometry)
    {
        var s = geometry.Size;
        double low = double.MinValue, high = double.MaxValue;
        Vector3 lowest = geometry.Origin, highest = geometry.Origin;
        for (var corner = 0; corner < 4; corner++)
        {
            double y = (corner & 1) * (s.Y - 1), x = (corner >> 1) * (s.X - 1);
            var bottom = geometry.ToPhysical(0, y, x);
            var top = geometry.ToPhysical(s.Z - 1, y, x);
            low = Math.Max(low, bottom.Z);
            high = Math.Min(high, top.Z);
            lowest = new(Math.Min(lowest.X, bottom.X), Math.Min(lowest.Y, bottom.Y), 0);
            highest = new(Math.Max(highest.X, bottom.X), Math.Max(highest.Y, bottom.Y), 0);
        }

        return new(lowest with { Z = low }, highest with { Z = high });
    }
}
