using System.Runtime.CompilerServices;

namespace MedMim.Models.Native;

/// <summary>
/// Linked into every assembly that uses torch: whichever of them is used first, TorchSharp asks <see cref="TorchRuntime"/> for its
/// libraries, and never finds others by itself.
/// </summary>
internal static class TorchHook
{
#pragma warning disable CA2255 // Nothing else runs before any use of torch.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Install() => TorchRuntime.Hook();
}
