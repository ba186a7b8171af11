namespace MedMim.Training.Ranks.Mpi;

/// <summary>An MPI library: MPI fixes names and meanings of its calls, but not what handles are.</summary>
internal enum MpiFlavour
{
    /// <summary>Open MPI: handles are addresses of exported objects.</summary>
    OpenMpi = 0,

    /// <summary>MPICH and its descendants (Intel MPI, MVAPICH, Cray MPI): handles are numbers.</summary>
    Mpich = 1,
}
