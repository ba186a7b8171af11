using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>
/// Labels on another grid: each value's mask is interpolated linearly, and the value with the largest share wins.
/// Straighter borders than nearest neighbour, and no value appears that was not there. What the coarser grid would lose
/// is put back (<see cref="LostComponents"/>).
/// </summary>
internal static class LabelResampler
{
    /// <summary>Resamples; also says how many components had to be put back.</summary>
    public static (Volume<byte> Label, int Restored) Execute(Volume<byte> label, VolumeGeometry grid)
    {
        if (label.Geometry.CoincidesWith(grid, 0))
        {
            return (label, 0);
        }

        var result = new Volume<byte>(grid);
        var values = Values(label.Voxels);
        if (values.Length == 1)
        {
            result.Voxels.AsSpan().Fill(values[0]);
            return (result, 0);
        }

        var best = new float[result.Voxels.Length];
        var mask = new Volume<float>(label.Geometry);
        foreach (var value in values)
        {
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

        return (result, LostComponents.Restore(label, result, values));
    }

    private static byte[] Values(byte[] voxels)
    {
        var seen = new bool[256];
        foreach (var value in voxels)
        {
            seen[value] = true;
        }

        return [.. Enumerable.Range(0, 256).Where(v => seen[v]).Select(v => (byte)v)];
    }
}
