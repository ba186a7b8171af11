using MedMim.Imaging.Deidentification;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Workers;

/// <summary>De-identifies files in worker processes, so that a file which ends its reader costs itself and nothing else.</summary>
/// <param name="policy">What to keep.</param>
/// <param name="secret">32 bytes, from which pseudonyms, UIDs and date shifts are made.</param>
/// <param name="options">How the processes are run; null for the defaults.</param>
public sealed class WorkerDeidentifier(DeidentificationPolicy policy, ReadOnlyMemory<byte> secret, WorkerOptions? options = null)
    : IDeidentifier
{
    private readonly WorkerPool _pool = new(options ?? new());
    private readonly DeidentificationOrder _order = new(policy, secret.ToArray());

    /// <inheritdoc/>
    public int Parallelism => _pool.Count;

    /// <inheritdoc/>
    /// <exception cref="Foundation.Failures.InputException">The worker program is missing or does not start.</exception>
    public async Task<DeidentifiedFile> DeidentifyAsync(string source, string target, CancellationToken cancellation)
    {
        var request = new WorkerRequest(WorkerTask.Deidentify)
        {
            Paths = [Path.GetFullPath(source), Path.GetFullPath(target)],
            Deidentification = _order,
        };
        try
        {
            return WorkerExchange.Check(
                await _pool.UseAsync(worker => WorkerExchange.AskAsync(worker, request, default, cancellation), cancellation)).Deidentified!;
        }
        catch (WorkerLostException e)
        {
            PartialFiles.Remove(target);
            throw new RefusedException(e.Refusal, e);
        }
        catch (OperationCanceledException)
        {
            PartialFiles.Remove(target); // Cancelling kills the worker.
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _pool.DisposeAsync();
}
