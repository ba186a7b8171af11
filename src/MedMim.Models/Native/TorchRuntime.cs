using System.Runtime.InteropServices;
using System.Runtime.Loader;
using TorchSharp;

namespace MedMim.Models.Native;

/// <summary>
/// Gives TorchSharp its native libraries: from <c>MEDMIM_LIBTORCH</c>, from a <c>native</c> folder beside the program, or
/// from the package cache of the build, in this order (<see cref="LibTorchLocator"/>). Nothing is copied.
/// </summary>
public static class TorchRuntime
{
    private static readonly Lock Gate = new();
    private static NativeTorch? native;
    private static bool hooked;

    /// <summary>
    /// Loads libtorch and TorchSharp's binding, once. Call it before the first use of <c>torch</c>; calling again is free.
    /// </summary>
    /// <exception cref="Foundation.Failures.InputException">
    /// No libtorch was found, <c>MEDMIM_LIBTORCH</c> names a folder that holds none, or it does not load.
    /// </exception>
    public static void Initialize()
    {
        lock (Gate)
        {
            if (native is not null)
            {
                return;
            }

            Hook();
            native = NativeTorch.Load(LibTorchLocator.Locate());
        }

        torch.InitializeDeviceType(DeviceType.CPU);
    }

    /// <summary>What was loaded, and what this machine can do with it.</summary>
    public static TorchDescription Describe()
    {
        Initialize();
        return TorchDescription.Of(native!);
    }

    /// <summary>The loaded libraries, for entry points that TorchSharp does not wrap.</summary>
    internal static NativeTorch Native
    {
        get
        {
            Initialize();
            return native!;
        }
    }

    /// <summary>
    /// Makes the runtime ask us for torch's libraries. Runs when this assembly is loaded, and by <c>TorchHook</c> when one above
    /// it is, so that TorchSharp finds them even where nobody called <see cref="Initialize"/> first.
    /// </summary>
    public static void Hook()
    {
        lock (Gate)
        {
            if (hooked)
            {
                return;
            }

            hooked = true;
            // Asked first: otherwise the runtime would find the binding by its name among what is loaded, and go past
            // what stands before it (ScalarDisposal).
            NativeLibrary.SetDllImportResolver(typeof(torch).Assembly, (name, _, _) => Resolve(name));
            // Asked when TorchSharp loads a library by name to see whether it can.
            AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => Resolve(name);
            StandInForParts();
        }
    }

    /// <summary>
    /// TorchSharp's first use loads torch_cpu and torch_cuda by name, before the binding, and the runtime looks for them on the
    /// system's path before it asks us. A second libtorch there (Debian's python3-torch) would come in beside ours, and the process
    /// would die. So libraries that do nothing stand under the names that are tried first; ours come with the binding.
    /// </summary>
    private static void StandInForParts()
    {
        foreach (var part in new[] { "torch_cpu.so", "torch_cuda.so" })
        {
            try
            {
                _ = MemoryLibrary.Load("medmim-" + part, OneFunctionLibrary.Named(part, "medmim_stand_in"), global: false);
            }
            catch (DllNotFoundException)
            {
                // A hardened host: Initialize, called first, still keeps others out.
            }
        }
    }

    private static nint Resolve(string name)
    {
        if (!NativeTorch.Serves(name))
        {
            return 0;
        }

        lock (Gate)
        {
            native ??= NativeTorch.Load(LibTorchLocator.Locate());
            return native.Handle(name);
        }
    }
}
