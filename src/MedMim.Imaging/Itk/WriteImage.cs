using System.Numerics;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Itk;

/// <summary>Writes a volume in the format that the name's end says.</summary>
internal static unsafe class WriteImage
{
    /// <exception cref="ItkException">ITK cannot write it.</exception>
    public static void Execute<T>(string path, Volume<T> volume)
        where T : unmanaged, INumber<T>
    {
        var geometry = NativeGeometry.From(volume.Geometry);
        ItkLibrary.Call((ref byte message, int capacity) =>
        {
            fixed (T* source = volume.Voxels)
            {
                return NativeMethods.WriteImage(path, volume.VoxelType, geometry, source, ref message, capacity);
            }
        });
    }
}
