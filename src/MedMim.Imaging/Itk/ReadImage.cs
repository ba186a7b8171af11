using MedMim.Imaging.Formats;

namespace MedMim.Imaging.Itk;

/// <summary>Reads a volume file's header, then its voxels in the type that the file has.</summary>
internal static unsafe class ReadImage
{
    /// <exception cref="ItkException">ITK cannot read the header.</exception>
    public static NativeImageInformation Information(string path, VolumeFormat format)
    {
        var information = default(NativeImageInformation);
        ItkLibrary.Call((ref byte message, int capacity) =>
            NativeMethods.ReadInformation(path, (int)format, out information, ref message, capacity));
        return information;
    }

    /// <summary>The voxels, C order.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="count">The number of voxels that the header promised.</param>
    /// <exception cref="ItkException">ITK cannot read them.</exception>
    public static T[] Voxels<T>(string path, VolumeFormat format, long count)
        where T : unmanaged
    {
        var voxels = new T[count];
        ItkLibrary.Call((ref byte message, int capacity) =>
        {
            fixed (T* target = voxels)
            {
                return NativeMethods.ReadVoxels(path, (int)format, target, count * sizeof(T), ref message, capacity);
            }
        });
        return voxels;
    }
}
