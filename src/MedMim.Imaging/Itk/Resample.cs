using System.Numerics;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Itk;

/// <summary>Puts a volume on another grid (ITK's ResampleImageFilter with the identity transform).</summary>
public static class Resample
{
    /// <summary>
    /// The values of <paramref name="volume"/> at the voxel centres of <paramref name="reference"/>. Integer types are
    /// rounded to the nearest integer. ITK counts a point as inside up to half a voxel beyond the outermost centres.
    /// </summary>
    /// <param name="volume">Voxels of byte, short, ushort, int or float.</param>
    /// <param name="reference">The grid of the result.</param>
    /// <param name="interpolator">How values between voxels are found; labels need <see cref="Interpolator.NearestNeighbor"/>.</param>
    /// <param name="outside">The value of points outside the volume.</param>
    /// <exception cref="ItkException">A grid is impossible (a spacing of zero, axes that coincide).</exception>
    public static unsafe Volume<T> Execute<T>(
        Volume<T> volume, VolumeGeometry reference, Interpolator interpolator = Interpolator.Linear, double outside = 0)
        where T : unmanaged, INumber<T>
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentNullException.ThrowIfNull(reference);
        var result = new Volume<T>(reference);
        var (from, to) = (NativeGeometry.From(volume.Geometry), NativeGeometry.From(reference));
        ItkLibrary.Call((ref byte message, int capacity) =>
        {
            fixed (T* source = volume.Voxels, target = result.Voxels)
            {
                return NativeMethods.Resample(
                    volume.VoxelType, from, source, to, target, interpolator, outside, ref message, capacity);
            }
        });
        return result;
    }

    /// <summary>Labels on another grid: nearest neighbour, background (0) outside. No value appears that was not there.</summary>
    public static Volume<byte> Labels(Volume<byte> labels, VolumeGeometry reference) =>
        Execute(labels, reference, Interpolator.NearestNeighbor);
}
