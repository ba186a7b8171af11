using System.Reflection;
using System.Runtime.InteropServices;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Itk;

/// <summary>
/// The shim's functions; see <c>native/medmim_itk.h</c>. Voxels are [z, y, x] in C order, which is ITK's own order.
/// </summary>
internal static unsafe partial class NativeMethods
{
    static NativeMethods() => NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), ItkLibrary.Resolve);

    [LibraryImport(ItkLibrary.Name, EntryPoint = "medmim_itk_version")]
    internal static partial IntPtr ItkVersion();

    [LibraryImport(ItkLibrary.Name, EntryPoint = "medmim_itk_get_threads")]
    internal static partial int GetThreads();

    [LibraryImport(ItkLibrary.Name, EntryPoint = "medmim_itk_set_threads")]
    internal static partial void SetThreads(int count);

    [LibraryImport(ItkLibrary.Name, EntryPoint = "medmim_itk_read_information", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ReadInformation(
        string path, int format, out NativeImageInformation information, ref byte message, int capacity);

    [LibraryImport(ItkLibrary.Name, EntryPoint = "medmim_itk_read_voxels", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ReadVoxels(
        string path, int format, void* voxels, long bytes, ref byte message, int capacity);

    [LibraryImport(ItkLibrary.Name, EntryPoint = "medmim_itk_write_image", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int WriteImage(
        string path, VoxelType type, in NativeGeometry geometry, void* voxels, ref byte message, int capacity);

    [LibraryImport(ItkLibrary.Name, EntryPoint = "medmim_itk_resample")]
    internal static partial int Resample(
        VoxelType type, in NativeGeometry from, void* voxels, in NativeGeometry to, void* result,
        Interpolator interpolator, double outside, ref byte message, int capacity);

    [LibraryImport(ItkLibrary.Name, EntryPoint = "medmim_itk_n4_bias_field_correction")]
    internal static partial int N4BiasFieldCorrection(
        in NativeGeometry geometry, float* image, byte* mask, int* iterations, int levels, double threshold,
        int controlPoints, int shrink, double width, float* corrected, ref byte message, int capacity);

    [LibraryImport(ItkLibrary.Name, EntryPoint = "medmim_itk_connected_component")]
    internal static partial int ConnectedComponent(
        in NativeGeometry geometry, byte* mask, int fullyConnected, int* labels, out int count, ref byte message, int capacity);

    [LibraryImport(ItkLibrary.Name, EntryPoint = "medmim_itk_signed_maurer_distance_map")]
    internal static partial int SignedMaurerDistanceMap(
        in NativeGeometry geometry, byte* mask, double* distances, ref byte message, int capacity);

    [LibraryImport(ItkLibrary.Name, EntryPoint = "medmim_itk_otsu_threshold")]
    internal static partial int OtsuThreshold(
        in NativeGeometry geometry, float* image, int bins, out double threshold, ref byte message, int capacity);

    [LibraryImport(ItkLibrary.Name, EntryPoint = "medmim_itk_binary_morphology")]
    internal static partial int BinaryMorphology(
        in NativeGeometry geometry, byte* mask, int operation, int* radius, byte* result, ref byte message, int capacity);

    [LibraryImport(ItkLibrary.Name, EntryPoint = "medmim_itk_binary_fillhole")]
    internal static partial int BinaryFillhole(
        in NativeGeometry geometry, byte* mask, int fullyConnected, byte* result, ref byte message, int capacity);
}
