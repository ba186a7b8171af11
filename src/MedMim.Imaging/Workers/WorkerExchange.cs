using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Workers;

/// <summary>A request with one answer.</summary>
internal static class WorkerExchange
{
    /// <returns>The answer. Refusals and errors are thrown by <see cref="Check"/>, outside the pool's hands.</returns>
    public static async Task<WorkerReply> AskAsync(
        WorkerProcess worker, WorkerRequest request, ReadOnlyMemory<byte> attachment, CancellationToken cancellation)
    {
        await worker.SendAsync(request, attachment, cancellation);
        var answer = await worker.ReceiveAsync(cancellation);
        if (answer.Refusal is null && answer.WriteError is null && !answer.Done)
        {
            await worker.ReceiveAsync(cancellation);
        }

        return answer;
    }

    /// <exception cref="RefusedException">The worker refused.</exception>
    /// <exception cref="IOException">The worker could not write.</exception>
    public static WorkerReply Check(WorkerReply reply)
    {
        if (reply.Refusal is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        return reply.WriteError is { } error ? throw new IOException(error) : reply;
    }
}
