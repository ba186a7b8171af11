using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using MedMim.Foundation.Failures;

namespace MedMim.Imaging.Itk;

/// <summary>Finds and loads the ITK shim, <c>libmedmim_itk.so</c>, which <c>eng/native</c> builds.</summary>
public static class ItkLibrary
{
    internal const string Name = "medmim_itk";
    private const string FileName = "libmedmim_itk.so";
    private const int InterfaceVersion = 1;
    private static readonly Lazy<IntPtr> Handle = new(Load);

    /// <summary>
    /// Where the shim is: in the folder that <c>MEDMIM_NATIVE</c> names, in <c>native/</c> beside the application, or in
    /// <c>artifacts/native/</c> of a folder above it; null where there is none.
    /// </summary>
    public static string? Location => CandidateFolders().Select(f => Path.Combine(f, FileName)).FirstOrDefault(File.Exists);

    /// <summary>ITK's version, such as <c>5.2.1</c>.</summary>
    /// <exception cref="InputException">The shim is missing or cannot be loaded.</exception>
    public static string Version => Marshal.PtrToStringUTF8(NativeMethods.ItkVersion()) ?? string.Empty;

    /// <summary>
    /// Threads that ITK uses in one call; by default, all processors. <see cref="N4BiasFieldCorrection"/> adds up in an
    /// order that depends on it, so its last bits may differ between numbers of threads; the other procedures do not.
    /// </summary>
    /// <exception cref="InputException">The shim is missing or cannot be loaded.</exception>
    public static int Threads
    {
        get => NativeMethods.GetThreads();
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            NativeMethods.SetThreads(value);
        }
    }

    internal static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        string.Equals(name, Name, StringComparison.Ordinal) ? Handle.Value : IntPtr.Zero;

    /// <summary>Calls the shim; a non-zero answer becomes an exception with the message it left.</summary>
    internal static void Call(NativeCall call)
    {
        Span<byte> message = stackalloc byte[1024];
        message.Clear();
        if (call(ref MemoryMarshal.GetReference(message), message.Length) == 0)
        {
            return;
        }

        var end = message.IndexOf((byte)0);
        throw new ItkException(Encoding.UTF8.GetString(message[..(end < 0 ? message.Length : end)]));
    }

    internal delegate int NativeCall(ref byte message, int capacity);

    private static IEnumerable<string> CandidateFolders()
    {
        var named = Environment.GetEnvironmentVariable("MEDMIM_NATIVE");
        if (!string.IsNullOrEmpty(named))
        {
            yield return named;
        }

        yield return Path.Combine(AppContext.BaseDirectory, "native");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "artifacts", "native");
        }
    }

    private static IntPtr Load()
    {
        var path = Location ?? throw new InputException(
            FileName, "was not found in MEDMIM_NATIVE, in native/ beside the program, or in artifacts/native", "Run eng/native to build it.");
        if (!NativeLibrary.TryLoad(path, out var handle))
        {
            throw new InputException(
                path, "cannot be loaded: ITK's libraries are missing, or it was built for another system", "Run eng/bootstrap, then eng/native.");
        }

        var version = Marshal.GetDelegateForFunctionPointer<VersionFunction>(
            NativeLibrary.GetExport(handle, "medmim_itk_interface"))();
        return version == InterfaceVersion
            ? handle
            : throw new InputException(path, $"has interface {version} where {InterfaceVersion} is needed", "Run eng/native to build it anew.");
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int VersionFunction();
}
