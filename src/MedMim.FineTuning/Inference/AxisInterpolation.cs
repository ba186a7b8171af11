using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Inference;

/// <summary>
/// Linear interpolation along one axis: voxel t of the target lies <see cref="Share"/>[t] of the way from voxel
/// <see cref="Below"/>[t] of the source to the next. Beyond the outermost voxels their values are repeated.
/// </summary>
/// <param name="Below">Source indices, ascending.</param>
/// <param name="Share">0 to below 1; 0 where a source voxel is hit (to 1e-7 of a voxel).</param>
internal sealed record AxisInterpolation(int[] Below, float[] Share)
{
    private const double Snap = 1e-7;

    /// <summary>Whether every target voxel is a source voxel of the same index.</summary>
    public bool IsIdentity(int length) =>
        Below.Length == length && Array.TrueForAll(Share, s => s == 0) && Below.Select((b, i) => b == i).All(same => same);

    /// <summary>The three axes between two grids of parallel axes.</summary>
    /// <exception cref="ArgumentException">Their axes are not parallel.</exception>
    public static (AxisInterpolation Z, AxisInterpolation Y, AxisInterpolation X) Between(VolumeGeometry source, VolumeGeometry target)
    {
        if ((source.AxisX - target.AxisX).Length + (source.AxisY - target.AxisY).Length + (source.AxisZ - target.AxisZ).Length > 1e-6)
        {
            throw new ArgumentException("The grids' axes are not parallel.", nameof(target));
        }

        var (z, y, x) = source.ToIndex(target.Origin);
        return (
            Along(z, target.Spacing.Z / source.Spacing.Z, source.Size.Z, target.Size.Z),
            Along(y, target.Spacing.Y / source.Spacing.Y, source.Size.Y, target.Size.Y),
            Along(x, target.Spacing.X / source.Spacing.X, source.Size.X, target.Size.X));
    }

    private static AxisInterpolation Along(double first, double step, int source, int target)
    {
        var (below, share) = (new int[target], new float[target]);
        for (var t = 0; t < target; t++)
        {
            var place = Math.Clamp(first + (t * step), 0, source - 1);
            var nearest = Math.Round(place);
            place = Math.Abs(place - nearest) < Snap ? nearest : place;
            below[t] = (int)place;
            share[t] = (float)(place - below[t]);
        }

        return new(below, share);
    }
}
