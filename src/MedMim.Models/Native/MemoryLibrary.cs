using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MedMim.Models.Native;

/// <summary>Loads a shared library from memory: an anonymous file (memfd_create, Linux 3.17) and dlopen of its /proc path.</summary>
internal static class MemoryLibrary
{
    // dlopen takes two libraries of one path for the same, so a descriptor's number must not be used again: none is closed.
    private static readonly List<SafeFileHandle> Kept = [];

    /// <summary>Loads it and returns its handle.</summary>
    /// <param name="name">What /proc/self/maps calls it.</param>
    /// <param name="image">An ELF shared library.</param>
    /// <param name="global">Whether libraries loaded later may use its symbols.</param>
    /// <exception cref="DllNotFoundException">The dynamic linker refuses it.</exception>
    public static nint Load(string name, ReadOnlySpan<byte> image, bool global)
    {
        var descriptor = LibC.CreateMemoryFile(name, LibC.CloseOnExec);
        if (descriptor < 0)
        {
            throw new DllNotFoundException($"{name}: memfd_create failed (errno {Marshal.GetLastPInvokeError()})");
        }

        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        lock (Kept)
        {
            Kept.Add(handle);
        }

        RandomAccess.Write(handle, image, 0);
        var path = "/proc/self/fd/" + descriptor.ToString(CultureInfo.InvariantCulture);
        var library = LibC.Open(path, LibC.Lazy | (global ? LibC.Global : 0));
        return library != 0
            ? library
            : throw new DllNotFoundException($"{name}: {Marshal.PtrToStringUTF8(LibC.LastError())}");
    }
}
