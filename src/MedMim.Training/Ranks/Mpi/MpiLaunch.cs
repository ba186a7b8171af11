using System.Globalization;
using System.Runtime.InteropServices;
using MedMim.Foundation.Failures;

namespace MedMim.Training.Ranks.Mpi;

/// <summary>Whether a launcher (mpirun, srun) started this process as one of several, and which MPI library it meant.</summary>
internal static class MpiLaunch
{
    private const string LibraryVariable = "MEDMIM_MPI";

    // The first variable is set by Open MPI's mpirun, the second by any launcher that speaks PMIx (srun --mpi=pmix), the
    // others by launchers that speak PMI (MPICH's mpiexec, srun --mpi=pmi2).
    private static readonly (string Variable, MpiFlavour Flavour)[] Signs =
    [
        ("OMPI_COMM_WORLD_SIZE", MpiFlavour.OpenMpi), ("PMIX_RANK", MpiFlavour.OpenMpi),
        ("PMI_SIZE", MpiFlavour.Mpich), ("PMI_RANK", MpiFlavour.Mpich),
    ];

    private static readonly string[] RankVariables = ["OMPI_COMM_WORLD_RANK", "PMIX_RANK", "PMI_RANK"];

    // Of Open MPI, Slurm, and MPICH.
    private static readonly string[] LocalRankVariables = ["OMPI_COMM_WORLD_LOCAL_RANK", "SLURM_LOCALID", "MPI_LOCALRANKID"];

    private static readonly string[] SizeVariables = ["OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS"];

    private static readonly Dictionary<MpiFlavour, string[]> Names = new()
    {
        [MpiFlavour.OpenMpi] = ["libmpi.so.40", "libmpi.so"],
        [MpiFlavour.Mpich] = ["libmpi.so.12", "libmpich.so.12", "libmpi_cray.so.12"],
    };

    /// <summary>Whether a launcher started several processes. One alone needs no MPI, whoever started it.</summary>
    public static bool IsPresent => Flavour is not null && !SizeVariables.Any(v => Environment.GetEnvironmentVariable(v) == "1");

    /// <summary>This process's rank as the launcher says, without starting MPI; 0 without one.</summary>
    public static int Rank => First(RankVariables);

    /// <summary>This process's place among those that a launcher started on this node, which share its GPUs; 0 without one.</summary>
    public static int LocalRank => IsPresent ? First(LocalRankVariables) : 0;

    private static int First(string[] variables) => variables
        .Select(Environment.GetEnvironmentVariable).OfType<string>()
        .Select(v => int.Parse(v, CultureInfo.InvariantCulture)).FirstOrDefault();

    private static MpiFlavour? Flavour => Signs
        .Where(s => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(s.Variable)))
        .Select(s => (MpiFlavour?)s.Flavour).FirstOrDefault();

    /// <summary>Loads the library: that which <c>MEDMIM_MPI</c> names, else the launcher's.</summary>
    /// <exception cref="InputException">It is not there.</exception>
    public static (nint Library, MpiFlavour Flavour) Load()
    {
        var named = Environment.GetEnvironmentVariable(LibraryVariable);
        var names = string.IsNullOrEmpty(named) ? Names[Flavour ?? MpiFlavour.OpenMpi] : [named];
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                var isOpenMpi = NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out _);
                return (library, isOpenMpi ? MpiFlavour.OpenMpi : MpiFlavour.Mpich);
            }
        }

        throw new InputException(
            "MPI", $"a launcher started this process as one of several, but {names[0]} cannot be loaded",
            $"Install the launcher's library (Debian: openmpi-bin), or name it in {LibraryVariable}.");
    }
}
