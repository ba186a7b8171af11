using MedMim.Foundation.Failures;
using MedMim.Models.Networks;
using MedMim.Training.Memory;

namespace MedMim.FineTuning.Planning;

/// <summary>
/// Chooses patch and batch as nnU-Net's planner does (Isensee et al., Nature Methods 2021): the patch begins as the median
/// scan and is cut along the axis that is longest beside the scan until a batch of two fits the memory; what is left is spent
/// on a larger batch, up to a twentieth of all training voxels.
/// </summary>
public static class TrainingPlanner
{
    private const int SmallestBatch = 2;
    private const double LargestShare = 0.05;
    private const double Gibibyte = 1 << 30;

    /// <summary>Makes the plan. What the request gives stays as it is.</summary>
    /// <exception cref="InputException">Not even the smallest patch fits the memory.</exception>
    public static TrainingPlan Make(PlanRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var memory = new TrainingMemory(request.Encoder, request.Classes, request.DeepSupervision);
        var median = Median(request.Shapes);
        var divisor = CommonMultiple(EncoderPresets.Divisor(request.Encoder), request.Multiple);
        var batch = request.Batch ?? SmallestBatch;
        var patch = request.Patch ?? Shrink(request, memory, median, divisor, batch);
        if (request.Batch is null)
        {
            var voxels = request.Shapes.Sum(Volume);
            while (memory.Estimate(patch, batch + 1) <= request.Budget && (batch + 1) * Volume(patch) <= LargestShare * voxels)
            {
                batch++;
            }
        }

        return new(median, patch, batch, memory.Estimate(patch, batch), [.. Notes(request, median, patch, memory.Estimate(patch, batch))]);
    }

    private static Axes Shrink(PlanRequest request, TrainingMemory memory, Axes median, Axes divisor, int batch)
    {
        int[] scan = [median.Z, median.Y, median.X], step = [divisor.Z, divisor.Y, divisor.X];
        int[] patch = [.. scan.Zip(step, RoundUp)];

        // Two cells of the coarsest features along each axis, where the scan has them.
        int[] least = [.. patch.Zip(step, (p, s) => Math.Min(p, 2 * s))];
        while (memory.Estimate(new(patch[0], patch[1], patch[2]), batch) > request.Budget)
        {
            var longest = Enumerable.Range(0, 3).Where(a => patch[a] > least[a]).OrderByDescending(a => patch[a] / (double)scan[a])
                .ThenByDescending(a => patch[a]).Select(a => (int?)a).FirstOrDefault();
            if (longest is not { } axis)
            {
                throw new InputException(
                    "memory_budget",
                    FormattableString.Invariant(
                        $"is {request.Budget / Gibibyte:F1} GiB, but {request.Encoder} takes about {memory.Estimate(new(patch[0], patch[1], patch[2]), batch) / Gibibyte:F1} GiB with crops of {patch[0]}×{patch[1]}×{patch[2]} voxels, {batch} at a time"),
                    "Raise it, or choose a smaller preset.");
            }

            patch[axis] -= step[axis];
        }

        return new(patch[0], patch[1], patch[2]);
    }

    private static IEnumerable<string> Notes(PlanRequest request, Axes median, Axes patch, double memory)
    {
        string[] larger = [.. new[] { ("z", patch.Z, median.Z), ("y", patch.Y, median.Y), ("x", patch.X, median.X) }
            .Where(a => a.Item2 > a.Item3).Select(a => a.Item1)];
        if (larger.Length > 0)
        {
            yield return $"The median scan is smaller than the crop along {string.Join(", ", larger)}: crops are padded there, and what is padded counts in no loss.";
        }

        if (memory > request.Budget)
        {
            yield return "The numbers that the protocol gives are estimated to take more than the memory budget.";
        }
    }

    private static Axes Median(IReadOnlyList<Axes> shapes)
    {
        int Along(Func<Axes, int> axis) => shapes.Select(axis).Order().ElementAt(shapes.Count / 2);
        return new(Along(s => s.Z), Along(s => s.Y), Along(s => s.X));
    }

    private static Axes CommonMultiple(Axes a, Axes b)
    {
        static int Of(int a, int b) => a / (int)System.Numerics.BigInteger.GreatestCommonDivisor(a, b) * b;
        return new(Of(a.Z, b.Z), Of(a.Y, b.Y), Of(a.X, b.X));
    }

    private static int RoundUp(int length, int divisor) => (length + divisor - 1) / divisor * divisor;

    private static double Volume(Axes size) => (double)size.Z * size.Y * size.X;
}
