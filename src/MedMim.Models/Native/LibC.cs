using System.Runtime.InteropServices;

namespace MedMim.Models.Native;

/// <summary>The few functions of libc that loading a library from memory takes, and what .NET keeps to itself.</summary>
internal static partial class LibC
{
    /// <summary>Resolve functions when they are first called.</summary>
    public const int Lazy = 1;

    /// <summary>Let libraries that are loaded later see its symbols.</summary>
    public const int Global = 0x100;

    /// <summary>Close the descriptor when another program is started.</summary>
    public const uint CloseOnExec = 1;

    [LibraryImport("libc", EntryPoint = "dlopen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "dlerror")]
    public static partial nint LastError();

    [LibraryImport("libc", EntryPoint = "dlvsym", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint VersionedSymbol(nint library, string symbol, string version);

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int CreateMemoryFile(string name, uint flags);

    /// <summary>Sets a variable where native code reads it: .NET's own functions change a copy.</summary>
    public static void SetVariable(string name, string value, bool overwrite) => _ = SetEnvironment(name, value, overwrite ? 1 : 0);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
