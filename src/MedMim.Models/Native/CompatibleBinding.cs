using System.Runtime.InteropServices;

namespace MedMim.Models.Native;

/// <summary>
/// Fits TorchSharp's binding to a libstdc++ older than GCC 13's (Debian 12, Ubuntu 22.04, RHEL 9), in memory.
/// </summary>
/// <remarks>
/// The binding asks libstdc++ for the version GLIBCXX_3.4.32, and for one function of it only:
/// <c>std::ios_base_library_init()</c>, which makes sure that <c>std::cout</c> and its like are constructed. So the
/// requirement is made weak in a copy (<see cref="ElfFile.WeakenRequirement"/>), the function comes from a library of a
/// few bytes that only returns (<see cref="OneFunctionLibrary"/>), and what it is for is done here, by the constructor
/// that every C++ program before GCC 13 called: <c>std::ios_base::Init::Init()</c>.
/// </remarks>
internal static unsafe class CompatibleBinding
{
    private const string Version = "GLIBCXX_3.4.32";
    private const string Symbol = "_ZSt21ios_base_library_initv";
    private const string StreamsConstructor = "_ZNSt8ios_base4InitC1Ev";

    /// <summary>Whether this host's libstdc++ lacks what the binding asks for.</summary>
    public static bool IsNeeded() =>
        LibC.VersionedSymbol(NativeLibrary.Load("libstdc++.so.6"), Symbol, Version) == 0;

    /// <summary>Loads a fitted copy of the binding; the file is not touched.</summary>
    /// <exception cref="InvalidDataException">The file is not an ELF library of the expected kind.</exception>
    /// <exception cref="DllNotFoundException">The dynamic linker refuses the copy.</exception>
    public static nint Load(string path)
    {
        ConstructStreams();
        _ = MemoryLibrary.Load("medmim-compat", OneFunctionLibrary.Returning(Symbol), global: true);
        var elf = new ElfFile(File.ReadAllBytes(path));
        elf.WeakenRequirement(Version);
        return MemoryLibrary.Load("LibTorchSharp", elf.Bytes, global: false);
    }

    private static void ConstructStreams()
    {
        var constructor = NativeLibrary.GetExport(NativeLibrary.Load("libstdc++.so.6"), StreamsConstructor);
        // An empty class; it is never destroyed, so the streams live as long as the process.
        var instance = NativeMemory.AllocZeroed(16);
        ((delegate* unmanaged<void*, void>)constructor)(instance);
    }
}
