using System.Runtime.InteropServices;
using MedMim.Foundation.Failures;

namespace MedMim.Models.Native;

/// <summary>The loaded libraries of one libtorch.</summary>
internal sealed class NativeTorch
{
    private const string Cpu = "libtorch_cpu.so";
    private const string Cuda = "libtorch_cuda.so";

    private readonly Dictionary<string, nint> handles = new(StringComparer.Ordinal);

    private NativeTorch(LibTorchLocation location) => Location = location;

    /// <summary>Where they came from.</summary>
    public LibTorchLocation Location { get; }

    /// <summary>Whether the binding had to be fitted to an older libstdc++.</summary>
    public bool IsBindingFitted { get; private set; }

    /// <summary>The handle of the binding itself; TorchSharp gets one that stands before it (<see cref="ScalarDisposal"/>).</summary>
    public nint Binding { get; private set; }

    /// <summary>Whether TorchSharp asks us for this library.</summary>
    public static bool Serves(string name) => Plain(name) is "torch_cpu" or "torch_cuda" or "LibTorchSharp";

    /// <summary>
    /// Loads libtorch in the order in which its parts need each other, then the binding. The dynamic linker finds what
    /// they need among the libraries already loaded (by SONAME) or beside them (by RUNPATH).
    /// </summary>
    /// <exception cref="InputException">A library does not load.</exception>
    public static NativeTorch Load(LibTorchLocation location)
    {
        var torch = new NativeTorch(location);
        var order = new[] { "libc10.so", Cpu, "libc10_cuda.so", Cuda, "libtorch.so" };
        foreach (var name in order.Where(n => File.Exists(Path.Combine(location.Folder, n))))
        {
            torch.handles[Plain(name)] = LoadOne(Path.Combine(location.Folder, name));
        }

        torch.Binding = torch.LoadBinding();
        torch.handles["LibTorchSharp"] = Guard(location.Binding, () => ScalarDisposal.StandBefore(torch.Binding));
        return torch;
    }

    /// <summary>The handle of a library, 0 where this libtorch has none (CUDA).</summary>
    public nint Handle(string name) => handles.GetValueOrDefault(Plain(name));

    /// <summary>The address of a function of libtorch_cpu.</summary>
    /// <exception cref="EntryPointNotFoundException">This libtorch has no such function.</exception>
    public nint Function(string symbol) => NativeLibrary.GetExport(handles["torch_cpu"], symbol);

    /// <summary>Likewise of it or of what it needs; false where there is none.</summary>
    public bool TryFunction(string symbol, out nint address) => NativeLibrary.TryGetExport(handles["torch_cpu"], symbol, out address);

    private nint LoadBinding()
    {
        if (CompatibleBinding.IsNeeded())
        {
            IsBindingFitted = true;
            return Guard(Location.Binding, () => CompatibleBinding.Load(Location.Binding));
        }

        return LoadOne(Location.Binding);
    }

    private static nint LoadOne(string path) => Guard(path, () => NativeLibrary.Load(path));

    private static nint Guard(string path, Func<nint> load)
    {
        try
        {
            return load();
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or InvalidDataException)
        {
            var why = e.Message.ReplaceLineEndings(" ").Trim();
            throw new InputException(
                path, $"does not load: {why}",
                $"Unset {LibTorchLocator.Variable} to use the libtorch of the package, or name a complete PyTorch 2.10 or 2.11.", e);
        }
    }

    private static string Plain(string name)
    {
        var plain = name.StartsWith("lib", StringComparison.Ordinal) ? name[3..] : name;
        return plain.EndsWith(".so", StringComparison.Ordinal) ? plain[..^3] : plain;
    }
}
