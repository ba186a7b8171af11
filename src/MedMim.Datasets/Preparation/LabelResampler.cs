using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>
/// Labels on another grid: each value's mask is interpolated linearly, and the value with the largest share wins.
/// Straighter borders than nearest neighbour, and no value appears that was not there.
/// </summary>
internal static class LabelResampler
{
    public static Volume<byte> Execute(Volume<byte> label, VolumeGeometry grid)
    {
        if (label.Geometry.CoincidesWith(grid, 0))
        {
            return label;
        }

        var result = new Volume<byte>(grid);
        var best = new float[result.Voxels.Length];
        foreach (var value in label.Voxels.Distinct().Order().ToArray())
        {
            var mask = new Volume<float>(label.Geometry);
            for (var i = 0; i < mask.Voxels.Length; i++)
            {
                mask.Voxels[i] = label.Voxels[i] == value ? 1 : 0;
            }

            var share = Resample.Execute(mask, grid, Interpolator.Linear).Voxels;
            for (var i = 0; i < share.Length; i++)
            {
                if (share[i] > best[i])
                {
                    (best[i], result.Voxels[i]) = (share[i], value);
                }
            }
        }

        return result;
    }
}
