using MedMim.Datasets.Store;
using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>
/// N4 on the body of an MR scan. It draws no random number; with the same number of ITK's threads it gives the same bytes.
/// </summary>
internal static class BiasCorrection
{
    private const int FewestVoxels = 1000;

    /// <summary>Corrects.</summary>
    /// <param name="image">Intensities.</param>
    /// <param name="tissue">The tissue prior on the same grid.</param>
    /// <param name="shrink">The drift is estimated on every n-th voxel along each axis.</param>
    /// <returns>The corrected image and <c>corrected</c>, or the image as it was and why.</returns>
    public static (Volume<float> Image, string Outcome) Execute(Volume<float> image, Volume<byte> tissue, int shrink)
    {
        // N4 works on logarithms.
        var mask = new Volume<byte>(image.Geometry);
        var count = 0;
        for (var i = 0; i < mask.Voxels.Length; i++)
        {
            if (TissueClasses.IsBody(tissue.Voxels[i]) && image.Voxels[i] > 0)
            {
                mask.Voxels[i] = 1;
                count++;
            }
        }

        if (count < FewestVoxels)
        {
            return (image, "skipped: too few positive voxels in the body");
        }

        try
        {
            var corrected = N4BiasFieldCorrection.Execute(image, mask, new() { ShrinkFactor = shrink });
            return Array.TrueForAll(corrected.Voxels, float.IsFinite)
                ? (corrected, "corrected")
                : (image, "skipped: no finite field was found");
        }
        catch (ItkException)
        {
            return (image, "skipped: the volume is too small");
        }
    }
}
