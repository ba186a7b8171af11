using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Inference;

/// <summary>Where a tensor's numbers begin.</summary>
internal static unsafe class TensorMemory
{
    /// <summary>The address of the first element of a CPU tensor. Valid while it lives.</summary>
    public static void* Address(Tensor tensor)
    {
        using var plain = tensor.detach();
        using var first = plain.as_strided([1], [1], plain.storage_offset());
        return Unsafe.AsPointer(ref MemoryMarshal.GetReference(first.bytes));
    }
}
