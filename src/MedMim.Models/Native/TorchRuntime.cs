using System.Runtime.CompilerServices;
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
    /// Makes the runtime ask us for torch's libraries. Runs when this assembly is loaded, so that TorchSharp finds them
    /// even where nobody called <see cref="Initialize"/> first.
    /// </summary>
#pragma warning disable CA2255 // A module initializer is the only place that runs before any use of torch in a test host.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Hook()
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
