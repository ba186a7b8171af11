using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tissue;

/// <summary>The tissue prior of a volume.</summary>
/// <param name="Classes">A <see cref="Store.TissueClass"/> a voxel, on the volume's grid.</param>
/// <param name="Method"><c>ct</c>, <c>constant-background</c>, <c>otsu</c> or <c>all-tissue</c> (no clear background).</param>
public sealed record TissueMap(Volume<byte> Classes, string Method)
{
    /// <summary>Share of voxels that are tissue or boundary, 0 to 1.</summary>
    public double TissueFraction
    {
        get
        {
            var count = 0L;
            foreach (var voxel in Classes.Voxels)
            {
                count += Store.TissueClasses.IsBody(voxel) ? 1 : 0;
            }

            return count / (double)Classes.Voxels.LongLength;
        }
    }
}
