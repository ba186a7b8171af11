using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Itk;

/// <summary>Checks of masks before they reach native code, which would read past their end.</summary>
internal static class Masks
{
    public static void RequireSameSize(VolumeGeometry image, VolumeGeometry? mask)
    {
        if (mask is not null && mask.Size != image.Size)
        {
            throw new ArgumentException($"A mask of {mask.Size} does not fit an image of {image.Size}.", nameof(mask));
        }
    }
}
