using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tissue;

internal static class Smoothing
{
    /// <summary>A binomial filter [1 2 1]/4 along each axis; values beyond the edge are those at the edge.</summary>
    public static float[] Binomial(Volume<float> volume)
    {
        var size = volume.Geometry.Size;
        var current = volume.Voxels.ToArray();
        var next = new float[current.Length];
        foreach (var (stride, extent) in new[] { (1, size.X), (size.X, size.Y), (size.Y * size.X, size.Z) })
        {
            var (from, to) = (current, next);
            Parallel.For(0, size.Z, z =>
            {
                var area = size.Y * size.X;
                for (var i = z * area; i < (z + 1) * area; i++)
                {
                    var place = i / stride % extent;
                    var before = from[place > 0 ? i - stride : i];
                    var after = from[place < extent - 1 ? i + stride : i];
                    to[i] = (0.5f * from[i]) + (0.25f * (before + after));
                }
            });
            (current, next) = (next, current);
        }

        return current;
    }
}
