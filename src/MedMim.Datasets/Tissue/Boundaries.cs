using MedMim.Datasets.Store;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tissue;

/// <summary>
/// Turns tissue into boundary where the smoothed intensity changes most (the upper fifth of gradient magnitudes inside
/// the body, per mm), and at the body's rim.
/// </summary>
internal static class Boundaries
{
    private const double GradientQuantile = 0.8;

    /// <summary>Marks in place.</summary>
    public static void Mark(Volume<float> volume, Volume<byte> classes)
    {
        var gradient = GradientMagnitude(volume);
        var body = Body(classes.Voxels, gradient);
        if (body.Length == 0)
        {
            return;
        }

        var threshold = Quantiles.Of(body, GradientQuantile)[0];
        var rim = Rim(classes);
        for (var i = 0; i < classes.Voxels.Length; i++)
        {
            if (classes.Voxels[i] == (byte)TissueClass.Tissue && (gradient[i] > threshold || rim[i]))
            {
                classes.Voxels[i] = (byte)TissueClass.Boundary;
            }
        }
    }

    private static float[] Body(byte[] classes, float[] gradient)
    {
        var inside = new List<float>();
        var stride = Math.Max(1, classes.Length >> 22);
        for (var i = 0; i < classes.Length; i += stride)
        {
            if (classes[i] == (byte)TissueClass.Tissue)
            {
                inside.Add(gradient[i]);
            }
        }

        return [.. inside];
    }

    private static float[] GradientMagnitude(Volume<float> volume)
    {
        var limits = Quantiles.Of(volume.Voxels, 0.005, 0.995);
        var smooth = Smoothing.Binomial(volume);
        for (var i = 0; i < smooth.Length; i++)
        {
            smooth[i] = Math.Clamp(smooth[i], limits[0], limits[1]);
        }

        var (size, spacing) = (volume.Geometry.Size, volume.Geometry.Spacing);
        var result = new float[smooth.Length];
        Parallel.For(0, size.Z, z =>
        {
            var area = size.Y * size.X;
            for (var i = z * area; i < (z + 1) * area; i++)
            {
                var x = Slope(smooth, i, 1, size.X) / spacing.X;
                var y = Slope(smooth, i, size.X, size.Y) / spacing.Y;
                var s = Slope(smooth, i, area, size.Z) / spacing.Z;
                result[i] = (float)Math.Sqrt((x * x) + (y * y) + (s * s));
            }
        });
        return result;
    }

    private static double Slope(float[] values, int i, int stride, int extent)
    {
        var place = i / stride % extent;
        var before = place > 0 ? i - stride : i;
        var after = place < extent - 1 ? i + stride : i;
        return after == before ? 0 : (values[after] - values[before]) / ((after - before) / stride);
    }

    private static bool[] Rim(Volume<byte> classes)
    {
        var size = classes.Geometry.Size;
        var voxels = classes.Voxels;
        var result = new bool[voxels.Length];
        foreach (var (stride, extent) in new[] { (1, size.X), (size.X, size.Y), (size.Y * size.X, size.Z) })
        {
            for (var i = 0; i < voxels.Length; i++)
            {
                var place = i / stride % extent;
                result[i] |= (place > 0 && voxels[i - stride] < (byte)TissueClass.Tissue)
                    || (place < extent - 1 && voxels[i + stride] < (byte)TissueClass.Tissue);
            }
        }

        return result;
    }
}
