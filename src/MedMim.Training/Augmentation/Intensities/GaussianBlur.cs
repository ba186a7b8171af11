using MedMim.Foundation.Randomness;
using static TorchSharp.torch;

namespace MedMim.Training.Augmentation.Intensities;

/// <summary>
/// Blurs with a Gaussian, one axis after the other, the deviation of each drawn by itself. The kernel ends at three
/// deviations and sums to 1; beyond the border stands the last voxel.
/// </summary>
/// <param name="deviation">Deviations in voxels.</param>
internal sealed class GaussianBlur(ValueRange deviation) : IIntensityChange
{
    private const double Reach = 3;

    public string Name => "blur";

    public Tensor Apply(Tensor rows, Tensor? present, IReadOnlyList<RandomStream> streams)
    {
        for (var axis = 2; axis < 5; axis++)
        {
            rows = Along(rows, axis, [.. streams.Select(s => Kernel(s.NextDouble(deviation.Low, deviation.High)))]);
        }

        return rows;
    }

    /// <summary>The weights of a voxel and of its neighbours on one side.</summary>
    private static double[] Kernel(double sigma)
    {
        var half = Enumerable.Range(0, (int)Math.Ceiling(Reach * sigma) + 1).Select(i => Math.Exp(-0.5 * i * i / (sigma * sigma))).ToArray();
        var sum = half[0] + (2 * half.Skip(1).Sum());
        return [.. half.Select(w => w / sum)];
    }

    private static Tensor Along(Tensor rows, int axis, double[][] kernels)
    {
        var (length, radius) = (rows.shape[axis], kernels.Max(k => k.Length) - 1);
        Tensor Weights(int distance) => RowNumbers.Beside(rows, kernels.Select(k => distance < k.Length ? (float)k[distance] : 0));

        long[] border = [.. rows.shape];
        border[axis] = radius;
        var padded = cat([rows.narrow(axis, 0, 1).expand(border), rows, rows.narrow(axis, length - 1, 1).expand(border)], axis);
        var sum = rows * Weights(0);
        for (var distance = 1; distance <= radius; distance++)
        {
            var pair = padded.narrow(axis, radius - distance, length) + padded.narrow(axis, radius + distance, length);
            sum.addcmul_(pair, Weights(distance), 1);
            pair.Dispose();
        }

        return sum;
    }
}
