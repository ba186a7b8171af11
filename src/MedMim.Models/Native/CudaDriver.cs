using System.Runtime.InteropServices;
using System.Text;

namespace MedMim.Models.Native;

/// <summary>
/// What NVIDIA's driver tells of a device, since TorchSharp has neither names nor memory. Everything is null where the
/// driver's library is missing or does not answer.
/// </summary>
public static unsafe partial class CudaDriver
{
    private const string Library = "libcuda.so.1";
    private const int NameLength = 256;

    /// <summary>The device's name, such as <c>NVIDIA H100 80GB HBM3</c>.</summary>
    /// <param name="index">The device, from 0, of those that are visible.</param>
    public static string? Name(int index) => Ask(() =>
    {
        var name = stackalloc byte[NameLength];
        return Device(index) is { } device && DeviceGetName(name, NameLength, device) == 0
            ? Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name))
            : null;
    });

    /// <summary>Bytes of the device's memory, as the driver counts them: somewhat less than what its maker names.</summary>
    /// <param name="index">The device, from 0, of those that are visible.</param>
    public static long? TotalMemory(int index) => Ask<long?>(() =>
    {
        nuint bytes;
        return Device(index) is { } device && DeviceTotalMemory(&bytes, device) == 0 ? (long)bytes : null;
    });

    /// <summary>
    /// Bytes of the device's memory that are taken, by whomever. libtorch gives none back while it runs, so what a process has
    /// taken since a moment is the most that it held since then.
    /// </summary>
    /// <param name="index">The device, from 0, of those that are visible.</param>
    public static long? UsedMemory(int index) => Memory(index) is { } memory ? memory.Total - memory.Free : null;

    /// <summary>Bytes of the device's memory that nobody has taken; what libtorch keeps for later counts as taken.</summary>
    /// <param name="index">The device, from 0, of those that are visible.</param>
    public static long? FreeMemory(int index) => Memory(index)?.Free;

    private static (long Free, long Total)? Memory(int index) => Ask<(long Free, long Total)?>(() =>
    {
        nint context;
        if (Device(index) is not { } device || PrimaryContextRetain(&context, device) != 0)
        {
            return null;
        }

        try
        {
            if (ContextPush(context) != 0)
            {
                return null;
            }

            nuint free, total;
            var answer = MemoryInfo(&free, &total);
            nint popped;
            _ = ContextPop(&popped);
            return answer == 0 ? ((long)free, (long)total) : null;
        }
        finally
        {
            _ = PrimaryContextRelease(device);
        }
    });

    private static int? Device(int index)
    {
        int device;
        return Initialise(0) == 0 && DeviceGet(&device, index) == 0 ? device : null;
    }

    private static T? Ask<T>(Func<T?> question)
    {
        try
        {
            return question();
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return default;
        }
    }

    [LibraryImport(Library, EntryPoint = "cuInit")]
    private static partial int Initialise(uint flags);

    [LibraryImport(Library, EntryPoint = "cuDeviceGet")]
    private static partial int DeviceGet(int* device, int ordinal);

    [LibraryImport(Library, EntryPoint = "cuDeviceGetName")]
    private static partial int DeviceGetName(byte* name, int length, int device);

    [LibraryImport(Library, EntryPoint = "cuDeviceTotalMem_v2")]
    private static partial int DeviceTotalMemory(nuint* bytes, int device);

    [LibraryImport(Library, EntryPoint = "cuDevicePrimaryCtxRetain")]
    private static partial int PrimaryContextRetain(nint* context, int device);

    [LibraryImport(Library, EntryPoint = "cuDevicePrimaryCtxRelease_v2")]
    private static partial int PrimaryContextRelease(int device);

    [LibraryImport(Library, EntryPoint = "cuCtxPushCurrent_v2")]
    private static partial int ContextPush(nint context);

    [LibraryImport(Library, EntryPoint = "cuCtxPopCurrent_v2")]
    private static partial int ContextPop(nint* context);

    [LibraryImport(Library, EntryPoint = "cuMemGetInfo_v2")]
    private static partial int MemoryInfo(nuint* free, nuint* total);
}
