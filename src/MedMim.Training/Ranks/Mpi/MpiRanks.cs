using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace MedMim.Training.Ranks.Mpi;

/// <summary>
/// The processes that <c>mpirun</c> or <c>srun</c> started. A wait polls rather than blocks, so that the
/// launcher's SIGTERM, which a rank that died brings about, ends it: a training run then keeps its checkpoint instead of hanging until somebody looks.
/// </summary>
public sealed class MpiRanks : IRankGroup
{
    private const string TimeoutVariable = "MEDMIM_RANK_TIMEOUT";

    /// <summary>The largest broadcast at once: counts are 32 bits wide.</summary>
    private const int Piece = 1 << 28;

    /// <summary>How long the others may still answer once the launcher said SIGTERM: mpirun kills a second later.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(400);

    private readonly MpiLibrary mpi;
    private readonly TimeSpan timeout;
    private readonly PosixSignalRegistration termination;
    private long terminated;

    private MpiRanks(MpiLibrary mpi)
    {
        this.mpi = mpi;
        termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            // Whoever else listens decides what the signal does to the process.
            Interlocked.CompareExchange(ref terminated, Stopwatch.GetTimestamp(), 0);
            signal.Cancel = true;
        });
        timeout = double.TryParse(
            Environment.GetEnvironmentVariable(TimeoutVariable), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds) : TimeSpan.FromMinutes(15);
    }

    /// <inheritdoc/>
    public int Rank => mpi.Rank;

    /// <inheritdoc/>
    public int Size => mpi.Size;

    /// <summary>The rank that a launcher gave this process, without starting MPI; 0 where there is no launcher.</summary>
    public static int LaunchedRank => MpiLaunch.Rank;

    /// <summary>Joins the processes of the launcher that started this one; alone where there is none.</summary>
    /// <exception cref="Foundation.Failures.InputException">There is a launcher, but not its MPI library.</exception>
    public static IRankGroup Join()
    {
        if (!MpiLaunch.IsPresent)
        {
            return SingleRank.Instance;
        }

        var (library, flavour) = MpiLaunch.Load();
        return new MpiRanks(new MpiLibrary(library, flavour));
    }

    /// <inheritdoc/>
    public unsafe void Sum(Span<double> values, bool patiently = false)
    {
        // The memory must outlive a sum that never completes: a rank that wakes up late still writes to it.
        var copy = (double*)NativeMemory.Alloc((nuint)values.Length, sizeof(double));
        values.CopyTo(new Span<double>(copy, values.Length));
        var request = new MpiRequest();
        mpi.BeginSum((nint)copy, values.Length, mpi.Float64, request);
        Wait(request, patiently ? TimeSpan.MaxValue : timeout);
        new Span<double>(copy, values.Length).CopyTo(values);
        NativeMemory.Free(copy);
    }

    /// <inheritdoc/>
    public IPendingSum BeginSum(nint values, int count)
    {
        var request = new MpiRequest();
        mpi.BeginSum(values, count, mpi.Float32, request);
        return new Pending(this, request);
    }

    /// <inheritdoc/>
    public void Broadcast(nint bytes, long count)
    {
        for (var done = 0L; done < count; done += Piece)
        {
            var request = new MpiRequest();
            mpi.BeginBroadcast((nint)(bytes + done), (int)Math.Min(Piece, count - done), mpi.Byte, request);
            Wait(request, timeout);
        }
    }

    /// <inheritdoc/>
    public void Finish()
    {
        mpi.Finish();
        termination.Dispose();
    }

    private void Wait(MpiRequest request, TimeSpan limit)
    {
        var began = Stopwatch.GetTimestamp();
        var spin = default(SpinWait);
        while (!mpi.IsComplete(request))
        {
            var since = Interlocked.Read(ref terminated);
            if ((since != 0 && Stopwatch.GetElapsedTime(since) > Grace) || Stopwatch.GetElapsedTime(began) > limit)
            {
                throw new RankLostException(
                    $"rank {Rank} of {Size}: another process of this run does not answer. Run the same command again: it continues from the last checkpoint.");
            }

            // Never sleeping: a sum moves on only while it is asked.
            spin.SpinOnce(sleep1Threshold: -1);
        }

        request.Free();
    }

    private sealed class Pending(MpiRanks ranks, MpiRequest request) : IPendingSum
    {
        public void Complete() => ranks.Wait(request, ranks.timeout);
    }
}
