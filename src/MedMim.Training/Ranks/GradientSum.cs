using MedMim.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.Training.Ranks;

/// <summary>
/// Adds the ranks' gradients up, in buckets that are under way at the same time: the next is packed while the last travels.
/// TorchSharp offers no hook on a parameter's gradient, so the first bucket leaves when backward is over, not before.
/// </summary>
internal sealed class GradientSum(IReadOnlyList<NamedParameter> parameters, IRankGroup ranks)
{
    /// <summary>Numbers in a bucket: 32 MiB.</summary>
    private const long BucketNumbers = 8L << 20;

    /// <summary>Whether this rank's own gradients were finite numbers, before the last sum.</summary>
    public bool OwnIsFinite { get; private set; } = true;

    /// <summary>Replaces every gradient by its sum over the ranks. Parameters without one must be the same on all ranks.</summary>
    /// <exception cref="RankLostException">A rank did not come; the gradients are of no use any more, the weights are untouched.</exception>
    public void Run()
    {
        OwnIsFinite = true;
        if (ranks.Size == 1)
        {
            return;
        }

        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var buckets = Buckets().Select(Begin).ToList();
        foreach (var (gradients, sum, pending) in buckets)
        {
            pending.Complete();
            var offset = 0L;
            foreach (var gradient in gradients)
            {
                gradient.copy_(sum.narrow(0, offset, gradient.numel()).view(gradient.shape));
                offset += gradient.numel();
            }

            sum.Dispose();
        }
    }

    private IEnumerable<List<Tensor>> Buckets()
    {
        var bucket = new List<Tensor>();
        var numbers = 0L;
        foreach (var gradient in parameters.Select(p => p.Value.grad).OfType<Tensor>())
        {
            if (bucket.Count > 0 && numbers + gradient.numel() > BucketNumbers)
            {
                yield return bucket;
                (bucket, numbers) = ([], 0);
            }

            bucket.Add(gradient);
            numbers += gradient.numel();
        }

        if (bucket.Count > 0)
        {
            yield return bucket;
        }
    }

    private unsafe (List<Tensor> Gradients, Tensor Sum, IPendingSum Pending) Begin(List<Tensor> gradients)
    {
        // Not in the scope: a sum that never completes may still write here.
        var sum = cat([.. gradients.Select(g => g.reshape(-1).to(ScalarType.Float32))]).cpu().contiguous().DetachFromDisposeScope();
        OwnIsFinite &= sum.isfinite().all().ToBoolean();
        fixed (byte* address = sum.bytes)
        {
            return (gradients, sum, ranks.BeginSum((nint)address, checked((int)sum.numel())));
        }
    }
}
