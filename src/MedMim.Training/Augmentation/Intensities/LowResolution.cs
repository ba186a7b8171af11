using MedMim.Foundation.Randomness;
using static TorchSharp.torch;

namespace MedMim.Training.Augmentation.Intensities;

/// <summary>Brings a volume to a share of its voxels along each axis (nearest voxel) and back (linearly).</summary>
internal sealed class LowResolution(ValueRange scale) : IIntensityChange
{
    public string Name => "low-resolution";

    public Tensor Apply(Tensor rows, Tensor? present, IReadOnlyList<RandomStream> streams) =>
        cat([.. streams.Select((stream, row) => Coarsen(rows.narrow(0, row, 1), stream.NextDouble(scale.Low, scale.High)))]);

    private static Tensor Coarsen(Tensor volume, double share)
    {
        long[] size = [.. volume.shape.Skip(2)];
        var coarse = volume;
        for (var axis = 0; axis < 3; axis++)
        {
            // The voxel in the middle of each new one.
            var (old, count) = (size[axis], Math.Max(1, (long)Math.Round(size[axis] * share)));
            long[] middles = [.. Enumerable.Range(0, (int)count).Select(i => (long)((i + 0.5) * old / count))];
            coarse = coarse.index_select(axis + 2, tensor(middles, device: volume.device));
        }

        return nn.functional.interpolate(coarse, size, mode: InterpolationMode.Trilinear, align_corners: false);
    }
}
