using TorchSharp;

namespace MedMim.Models.Native;

/// <summary>
/// Lets libtorch's operators of the calling thread compute on it alone while this lives. Several readers that each call a team of
/// threads for every operation would take the processors from the thread that trains, or that feeds a GPU.
/// </summary>
/// <remarks>
/// libtorch shares work out by OpenMP, whose number of threads is a setting of each calling thread. Where its OpenMP does not export
/// <c>omp_set_num_threads</c>, nothing happens.
/// </remarks>
public sealed unsafe class OperatorThreads : IDisposable
{
    private static readonly Lazy<(nint Set, nint Get)> Functions = new(() =>
        TorchRuntime.Native.TryFunction("omp_set_num_threads", out var set) && TorchRuntime.Native.TryFunction("omp_get_max_threads", out var get)
            ? (set, get)
            : default);

    private readonly int before;

    private OperatorThreads(int before) => this.before = before;

    /// <summary>Begins it. Dispose it in the same thread.</summary>
    public static OperatorThreads One()
    {
        // libtorch sets a thread's number when the thread first asks.
        _ = torch.get_num_threads();
        var (set, get) = Functions.Value;
        if (set == 0)
        {
            return new(0);
        }

        var several = ((delegate* unmanaged<int>)get)();
        ((delegate* unmanaged<int, void>)set)(1);
        return new(several);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (before > 0)
        {
            ((delegate* unmanaged<int, void>)Functions.Value.Set)(before);
        }
    }
}
