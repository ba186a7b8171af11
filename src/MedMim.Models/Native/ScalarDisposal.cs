using System.Runtime.InteropServices;

namespace MedMim.Models.Native;

/// <summary>
/// Keeps TorchSharp's scalars alive while native code reads them.
/// </summary>
/// <remarks>
/// <para>TorchSharp 0.107 passes <c>scalar.Handle</c>, a bare pointer, to its native calls. From then on nothing refers to
/// the <c>Scalar</c>, so the garbage collector may finalize it, which frees what the running call is about to read:
/// "Unknown scalar type", or a wrong number. Every <c>x + 1</c> is at risk, and every call that makes a scalar inside
/// TorchSharp, such as the factor 1 of <c>add(Tensor)</c>.</para>
/// <para>So TorchSharp gets a library of one function, <c>THSTorch_dispose_scalar</c>, that needs the binding: dlsym
/// searches a library first and then those it needs, so that every other function is the binding's own. The function
/// frees nothing at once (<see cref="RetiredScalars"/>). Native calls copy a scalar as they begin, in microseconds; what
/// waits is bounded by the scalars of five seconds, some 50 bytes each. They are seconds in which the process runs
/// (<see cref="RunningTime"/>), so that one that was stopped for long does not free what a call was about to read.</para>
/// </remarks>
internal static unsafe class ScalarDisposal
{
    /// <summary>How long a scalar outlives its owner, in milliseconds of <see cref="RunningTime"/>.</summary>
    public const long Delay = 5_000;

    private const string Name = "THSTorch_dispose_scalar";
    private const string BindingName = "libLibTorchSharp.so";

    private static delegate* unmanaged<nint, void> free;

    /// <summary>The scalars that wait to be freed.</summary>
    public static RetiredScalars Retired { get; } = new(Delay, new RunningTime(() => Environment.TickCount64).Now, scalar => free(scalar));

    /// <summary>The handle of a library that stands before the loaded binding.</summary>
    /// <exception cref="DllNotFoundException">It does not load, or does not reach this binding.</exception>
    public static nint StandBefore(nint binding)
    {
        free = (delegate* unmanaged<nint, void>)Export(binding, Name);
        var retire = (nint)(delegate* unmanaged<nint, void>)&Retire;
        var library = MemoryLibrary.Load(
            "medmim-scalars", OneFunctionLibrary.Before(BindingName, Name, retire), global: false);
        const string another = "THSTorch_scalar_type";
        return Export(library, another) == Export(binding, another) && Export(library, Name) != Export(binding, Name)
            ? library
            : throw new DllNotFoundException("medmim-scalars: another library is loaded under the binding's name");
    }

    private static nint Export(nint library, string name) => NativeLibrary.TryGetExport(library, name, out var address)
        ? address
        : throw new DllNotFoundException($"{BindingName} has no function {name}");

    [UnmanagedCallersOnly]
    private static void Retire(nint scalar)
    {
        try
        {
            Retired.Add(scalar);
        }
        catch (Exception)
        {
            // Out of memory, or the thread was interrupted: it leaks, since no exception may cross into native code.
        }
    }
}
