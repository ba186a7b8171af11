using System.Security.Cryptography;
using MedMim.Training.Checkpoints;
using static TorchSharp.torch;

namespace MedMim.Training.Ranks;

/// <summary>Keeps the tensors of a run the same on all ranks.</summary>
internal sealed class SharedState(TrainingState state, IRankGroup ranks)
{
    /// <summary>Gives rank 0's tensors, and the step at which it begins, to the others.</summary>
    public long Begin(long step, CancellationToken cancellation)
    {
        if (ranks.Size == 1)
        {
            return step;
        }

        Span<double> begin = [ranks.Rank == 0 ? step : 0];
        ranks.Sum(begin, cancellation);
        using var noGrad = no_grad();
        foreach (var tensor in state.Tensors.Values)
        {
            Broadcast(tensor, cancellation);
        }

        return (long)begin[0];
    }

    /// <summary>Refuses to go on with ranks that hold different numbers.</summary>
    /// <exception cref="InvalidOperationException">They do.</exception>
    public void Verify(CancellationToken cancellation)
    {
        if (ranks.Size == 1)
        {
            return;
        }

        // A digest's first 48 bits, which a double holds exactly: its mean over the ranks is its own on every rank, or not.
        var own = (double)(BitConverter.ToUInt64(Digest()) & 0xffff_ffff_ffff);
        Span<double> sum = [own];
        ranks.Sum(sum, cancellation);
        Span<double> disagreeing = [sum[0] == own * ranks.Size ? 0 : 1];
        ranks.Sum(disagreeing, cancellation);
        if (disagreeing[0] != 0)
        {
            throw new InvalidOperationException(
                $"rank {ranks.Rank} of {ranks.Size}: the ranks hold different weights. Use the same program and the same kind of processor on all nodes.");
        }
    }

    private unsafe void Broadcast(Tensor tensor, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var copy = tensor.detach().cpu().contiguous();
        fixed (byte* address = copy.bytes)
        {
            ranks.Broadcast((nint)address, copy.numel() * copy.element_size(), cancellation);
        }

        if (ranks.Rank != 0)
        {
            tensor.copy_(copy);
        }
    }

    private byte[] Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in state.Tensors.Values)
        {
            using var scope = NewDisposeScope();
            hash.AppendData(tensor.detach().cpu().contiguous().bytes);
        }

        return hash.GetHashAndReset();
    }
}
