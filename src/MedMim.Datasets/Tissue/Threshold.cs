using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tissue;

internal static class Threshold
{
    /// <summary>1 where the intensity is above the threshold.</summary>
    public static Volume<byte> Above(Volume<float> volume, float threshold)
    {
        var mask = new Volume<byte>(volume.Geometry);
        for (var i = 0; i < mask.Voxels.Length; i++)
        {
            mask.Voxels[i] = (byte)(volume.Voxels[i] > threshold ? 1 : 0);
        }

        return mask;
    }
}
