using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Itk;

/// <summary>Exact Euclidean distances to the border of a mask (Maurer et al., IEEE PAMI 2003).</summary>
public static class SignedMaurerDistanceMap
{
    /// <summary>
    /// For each voxel, the distance in mm from its centre to the centre of the nearest border voxel: negative inside,
    /// positive outside, 0 on the border. Border voxels are foreground voxels with a background voxel among their 26
    /// neighbours; the edge of the grid is not background.
    /// </summary>
    /// <param name="mask">Non-zero is foreground. Where it is empty or full there is no border: every distance is infinite.</param>
    public static unsafe Volume<double> Execute(Volume<byte> mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        var result = new Volume<double>(mask.Geometry);
        var geometry = NativeGeometry.From(mask.Geometry);
        ItkLibrary.Call((ref byte message, int capacity) =>
        {
            fixed (byte* source = mask.Voxels)
            fixed (double* target = result.Voxels)
            {
                return NativeMethods.SignedMaurerDistanceMap(geometry, source, target, ref message, capacity);
            }
        });
        return result;
    }
}
