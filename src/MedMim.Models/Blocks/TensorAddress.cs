using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace MedMim.Models.Blocks;

/// <summary>Where a tensor's numbers begin.</summary>
internal static unsafe class TensorAddress
{
    /// <summary>The address of the first number of a dense CPU tensor, whatever the order of its axes. Valid while it lives.</summary>
    public static void* Of(Tensor tensor)
    {
        using var plain = tensor.detach();
        using var flat = plain.as_strided([plain.numel()], [1], plain.storage_offset());
        return Unsafe.AsPointer(ref MemoryMarshal.GetReference(flat.bytes));
    }
}
