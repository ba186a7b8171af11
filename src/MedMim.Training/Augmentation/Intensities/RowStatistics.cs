using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.Training.Augmentation.Intensities;

/// <summary>Statistics of each row over its present voxels, [r, 1, 1, 1, 1], float32.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="Deviation">Standard deviation (of the population).</param>
internal sealed record RowStatistics(Tensor Mean, Tensor Deviation)
{
    /// <summary>Mean and deviation. Rows are summed one by one, in float64: another row of the batch moves no bit of them.</summary>
    public static RowStatistics Of(Tensor rows, Tensor? present)
    {
        var (means, deviations) = (new List<Tensor>(), new List<Tensor>());
        for (var row = 0L; row < rows.shape[0]; row++)
        {
            var (values, here) = (rows[row], present?[row]);
            var count = here is null ? (Scalar)values.numel() : here.sum().ToInt64();
            var mean = Sum(values, here) / count;
            means.Add(mean);
            deviations.Add((Sum((values - mean.to(ScalarType.Float32)).square(), here) / count).sqrt());
        }

        return new(Column(means), Column(deviations));
    }

    /// <summary>The smallest and the largest intensity.</summary>
    public static (Tensor Minimum, Tensor Maximum) Range(Tensor rows, Tensor? present)
    {
        long[] axes = [1, 2, 3, 4];
        return present is null
            ? (rows.amin(axes, keepdim: true), rows.amax(axes, keepdim: true))
            : (rows.where(present, full_like(rows, float.PositiveInfinity)).amin(axes, keepdim: true),
               rows.where(present, full_like(rows, float.NegativeInfinity)).amax(axes, keepdim: true));
    }

    private static Tensor Sum(Tensor values, Tensor? here) =>
        (here is null ? values : values.where(here, zeros_like(values))).sum(ScalarType.Float64);

    private static Tensor Column(List<Tensor> numbers) => stack(numbers).to(ScalarType.Float32).reshape(-1, 1, 1, 1, 1);
}
