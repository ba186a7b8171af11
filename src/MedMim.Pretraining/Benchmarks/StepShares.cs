using System.Text.Json;

namespace MedMim.Pretraining.Benchmarks;

/// <summary>Where the time of steps went, as shares of all of it, 0 to 1; what is left over is logs, pictures and checkpoints.</summary>
/// <param name="Data">Waiting for data.</param>
/// <param name="Forward">The network's answer.</param>
/// <param name="Loss">Comparing it.</param>
/// <param name="Backward">Gradients and their clipping.</param>
/// <param name="Update">The optimizer.</param>
public sealed record StepShares(double Data, double Forward, double Loss, double Backward, double Update)
{
    /// <summary>From lines of <c>timing.jsonl</c>.</summary>
    internal static StepShares Of(IReadOnlyList<JsonElement> steps)
    {
        var all = Math.Max(Sum("seconds"), 1e-9);
        return new(
            Sum("data_wait_seconds") / all, Sum("forward_seconds") / all, Sum("loss_seconds") / all, Sum("backward_seconds") / all,
            Sum("update_seconds") / all);

        double Sum(string name) => steps.Sum(s => s.GetProperty(name).GetDouble());
    }
}
