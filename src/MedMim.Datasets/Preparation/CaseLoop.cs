using System.Runtime.ExceptionServices;
using MedMim.Datasets.Store;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Progress;

namespace MedMim.Datasets.Preparation;

/// <summary>Works through cases side by side, as many at once as memory allows; results are in the order of the cases.</summary>
internal sealed class CaseLoop(string folder, IProgressReporter progress)
{
    // An estimate for a labelled scan that is resampled by splines: copies of the image, the spline's coefficients in double
    // precision, the label's masks and its components. Others need less.
    private const int BytesPerVoxel = 28;

    private readonly MemoryBudget memory = MemoryBudget.OfMachine();

    /// <summary>Works through the cases.</summary>
    /// <param name="title">Of the progress bar.</param>
    /// <param name="cases">The cases.</param>
    /// <param name="voxels">How many voxels a case has before and after, together.</param>
    /// <param name="work">What to do with a case, given its index.</param>
    /// <param name="cancellation">Stops between cases.</param>
    /// <exception cref="DiskFullException">The disk is full; what is finished is kept.</exception>
    public TResult[] Run<TResult>(
        string title, IReadOnlyList<SeriesRecord> cases, Func<SeriesRecord, long> voxels, Func<SeriesRecord, int, TResult> work,
        CancellationToken cancellation)
    {
        var results = new TResult[cases.Count];
        var done = 0;
        using var task = progress.Begin(title, cases.Count, "cases");
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation,
        };
        try
        {
            Parallel.For(0, cases.Count, parallel, i =>
            {
                results[i] = memory.Run(BytesPerVoxel * voxels(cases[i]), () => work(cases[i], i));
                task.Report(Interlocked.Increment(ref done));
            });
        }
        catch (AggregateException e) when (e.InnerExceptions.FirstOrDefault(StorageFailure.IsFull) is { } full)
        {
            throw StorageFailure.Full(folder, full);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        return results;
    }
}
