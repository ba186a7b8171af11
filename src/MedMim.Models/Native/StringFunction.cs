using System.Runtime.InteropServices;
using System.Text;

namespace MedMim.Models.Native;

/// <summary>Calls functions of libtorch of the kind <c>std::string f()</c>.</summary>
internal static unsafe class StringFunction
{
    /// <summary>
    /// The text it returns; <c>unknown</c> where this libtorch has no such function. By the Itanium C++ ABI the caller
    /// passes the place of the result first; libstdc++'s string starts with a pointer to its bytes and their number.
    /// </summary>
    public static string Call(NativeTorch native, string symbol)
    {
        nint function;
        try
        {
            function = native.Function(symbol);
        }
        catch (EntryPointNotFoundException)
        {
            return "unknown";
        }

        // A short string points into itself, so it must not move; 32 bytes are never freed, but it is called a few times.
        var text = (nint*)NativeMemory.AllocZeroed(32);
        ((delegate* unmanaged<nint*, nint>)function)(text);
        return Encoding.UTF8.GetString((byte*)text[0], checked((int)text[1]));
    }
}
