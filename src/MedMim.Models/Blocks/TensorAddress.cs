using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace MedMim.Models.Blocks;

/// <summary>Where a tensor's numbers begin.</summary>
public static unsafe class TensorAddress
{
    /// <summary>The address of the first number of a CPU tensor, whatever the order of its axes. Valid while it lives.</summary>
    public static void* Of(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using var plain = tensor.detach();
        using var first = plain.as_strided([1], [1], plain.storage_offset());
        return Unsafe.AsPointer(ref MemoryMarshal.GetReference(first.bytes));
    }
}
