using MedMim.Datasets.Sampling;
using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>
/// Instance maps on another grid: of the things that a voxel of the resampled label might be of, the one with the largest share of it,
/// by linear interpolation of each thing's mask. So things that touch stay apart, and what is labelled stays what it is. A piece that
/// the coarser grid would lose gets a voxel (<see cref="LostComponents"/>).
/// </summary>
internal static class InstanceResampler
{
    private const byte Ignored = PatchCropper.IgnoredLabel;

    /// <summary>Resamples.</summary>
    /// <param name="instances">Numbers of things; 0 is background, 255 is ignored.</param>
    /// <param name="label">The label on the new grid.</param>
    public static Volume<byte> Execute(Volume<byte> instances, Volume<byte> label)
    {
        if (instances.Geometry.CoincidesWith(label.Geometry, 0))
        {
            return instances;
        }

        var result = new Volume<byte>(label.Geometry);
        byte[] values = [.. instances.Voxels.Distinct().Where(v => v is not (0 or Ignored)).Order()];
        var best = new float[result.Voxels.Length];
        foreach (var value in values)
        {
            var mask = new Volume<float>(instances.Geometry, Array.ConvertAll(instances.Voxels, v => v == value ? 1f : 0));
            var share = Resample.Execute(mask, label.Geometry, Interpolator.Linear).Voxels;
            for (var i = 0; i < share.Length; i++)
            {
                if (share[i] > best[i])
                {
                    (best[i], result.Voxels[i]) = (share[i], value);
                }
            }
        }

        for (var i = 0; i < result.Voxels.Length; i++)
        {
            if (label.Voxels[i] is 0 or Ignored)
            {
                result.Voxels[i] = label.Voxels[i];
            }
        }

        LostComponents.Restore(instances, result, values);
        return result;
    }
}
