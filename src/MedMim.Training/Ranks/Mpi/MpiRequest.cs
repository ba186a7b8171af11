using System.Runtime.InteropServices;

namespace MedMim.Training.Ranks.Mpi;

/// <summary>
/// A pending call's handle, in memory that does not move: MPI writes to it. It is never freed while the call is pending.
/// </summary>
internal sealed unsafe class MpiRequest
{
    public MpiRequest()
    {
        Address = (nint*)NativeMemory.AllocZeroed((nuint)sizeof(nint));
    }

    public nint* Address { get; private set; }

    /// <summary>Frees it, once its call is complete.</summary>
    public void Free()
    {
        NativeMemory.Free(Address);
        Address = null;
    }
}
