using System.Security.Cryptography;
using MedMim.Training.Checkpoints;
using static TorchSharp.torch;

namespace MedMim.Training.Ranks;

/// <summary>Keeps the tensors of a run the same on all ranks.</summary>
internal sealed class SharedState(TrainingState state, IRankGroup ranks)
{
    /// <summary>Gives rank 0's tensors, and the step at which it begins, to the others.</summary>
    public long Begin(long step)
    {
        if (ranks.Size == 1)
        {
            return step;
        }

        Span<double> begin = [ranks.Rank == 0 ? step : 0];
        ranks.Sum(begin, patiently: true);
        using var noGrad = no_grad();
        foreach (var tensor in state.Tensors.Values)
        {
            Broadcast(tensor);
        }

        return (long)begin[0];
    }

    /// <summary>Refuses to go on with ranks that hold different numbers.</summary>
    /// <exception cref="InvalidOperationException">They do.</exception>
    public unsafe void Verify()
    {
        if (ranks.Size == 1)
        {
            return;
        }

        var own = Digest();
        var first = own.ToArray();
        fixed (byte* address = first)
        {
            ranks.Broadcast((nint)address, first.Length);
        }

        Span<double> different = [own.AsSpan().SequenceEqual(first) ? 0 : 1];
        ranks.Sum(different);
        if (different[0] != 0)
        {
            throw new InvalidOperationException(
                $"rank {ranks.Rank} of {ranks.Size}: {different[0]} ranks hold other weights than rank 0. Use the same program and the same kind of processor on all nodes.");
        }
    }

    private unsafe void Broadcast(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var copy = tensor.detach().cpu().contiguous();
        fixed (byte* address = copy.bytes)
        {
            ranks.Broadcast((nint)address, copy.numel() * copy.element_size());
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
