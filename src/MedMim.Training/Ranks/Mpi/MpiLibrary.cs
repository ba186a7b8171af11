using System.Runtime.InteropServices;
using MedMim.Foundation.Failures;

namespace MedMim.Training.Ranks.Mpi;

/// <summary>The calls and handles of MPI that are needed here (MPI 3.1; chapters 5, 8). No call blocks but the first and last.</summary>
internal sealed unsafe class MpiLibrary
{
    private const int ThreadSerialized = 2;
    private const int Success = 0;

    private readonly nint world;
    private readonly nint sum;
    private readonly nint inPlace;
    private readonly nint statusIgnore;
    private readonly delegate* unmanaged<nint, nint, int, nint, nint, nint, nint*, int> allReduce;
    private readonly delegate* unmanaged<nint, int, nint, int, nint, nint*, int> broadcast;
    private readonly delegate* unmanaged<nint*, int*, nint, int> test;
    private readonly delegate* unmanaged<int> finalize;

    public MpiLibrary(nint library, MpiFlavour flavour)
    {
        // MPICH's numbers are fixed by the MPICH ABI Compatibility Initiative.
        nint Handle(string openMpi, int mpich) => flavour == MpiFlavour.OpenMpi ? NativeLibrary.GetExport(library, openMpi) : mpich;
        world = Handle("ompi_mpi_comm_world", 0x44000000);
        sum = Handle("ompi_mpi_op_sum", 0x58000003);
        Float32 = Handle("ompi_mpi_float", 0x4c00040a);
        Float64 = Handle("ompi_mpi_double", 0x4c00080b);
        Byte = Handle("ompi_mpi_byte", 0x4c00010d);
        (inPlace, statusIgnore) = flavour == MpiFlavour.OpenMpi ? (1, 0) : (-1, 1);
        allReduce = (delegate* unmanaged<nint, nint, int, nint, nint, nint, nint*, int>)NativeLibrary.GetExport(library, "MPI_Iallreduce");
        broadcast = (delegate* unmanaged<nint, int, nint, int, nint, nint*, int>)NativeLibrary.GetExport(library, "MPI_Ibcast");
        test = (delegate* unmanaged<nint*, int*, nint, int>)NativeLibrary.GetExport(library, "MPI_Test");
        finalize = (delegate* unmanaged<int>)NativeLibrary.GetExport(library, "MPI_Finalize");

        var initialize = (delegate* unmanaged<nint, nint, int, int*, int>)NativeLibrary.GetExport(library, "MPI_Init_thread");
        int provided;
        Check(initialize(0, 0, ThreadSerialized, &provided), "MPI_Init_thread");
        if (provided < ThreadSerialized)
        {
            throw new InputException(
                "MPI", "this library may be called from its first thread only", "Use one that was built with thread support, as Debian's openmpi is.");
        }

        var setErrors = (delegate* unmanaged<nint, nint, int>)NativeLibrary.GetExport(library, "MPI_Comm_set_errhandler");
        Check(setErrors(world, Handle("ompi_mpi_errors_return", 0x54000001)), "MPI_Comm_set_errhandler");
        Rank = Ask(library, "MPI_Comm_rank");
        Size = Ask(library, "MPI_Comm_size");
    }

    public int Rank { get; }

    public int Size { get; }

    /// <summary>The type of a float32.</summary>
    public nint Float32 { get; }

    /// <summary>The type of a float64.</summary>
    public nint Float64 { get; }

    /// <summary>The type of a byte.</summary>
    public nint Byte { get; }

    /// <summary>Begins a sum in place; the request is to be tested until it is complete.</summary>
    public void BeginSum(nint values, int count, nint type, MpiRequest request) =>
        Check(allReduce(inPlace, values, count, type, sum, world, request.Address), "MPI_Iallreduce");

    /// <summary>Begins to give rank 0's values to the others.</summary>
    public void BeginBroadcast(nint values, int count, nint type, MpiRequest request) =>
        Check(broadcast(values, count, type, 0, world, request.Address), "MPI_Ibcast");

    /// <summary>Whether a request is complete; drives it on.</summary>
    public bool IsComplete(MpiRequest request)
    {
        int flag;
        Check(test(request.Address, &flag, statusIgnore), "MPI_Test");
        return flag != 0;
    }

    /// <summary>Ends MPI; waits for all ranks.</summary>
    public void Finish() => finalize();

    private static void Check(int status, string call)
    {
        if (status != Success)
        {
            throw new RankLostException(
                $"{call} failed with code {status}: another process of this run ended. Run the same command again: it continues from the last checkpoint.");
        }
    }

    private int Ask(nint library, string call)
    {
        var ask = (delegate* unmanaged<nint, int*, int>)NativeLibrary.GetExport(library, call);
        int answer;
        Check(ask(world, &answer), call);
        return answer;
    }
}
