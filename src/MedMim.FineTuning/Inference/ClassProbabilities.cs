using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Inference;

/// <summary>Brings probabilities from the prepared grid to the scan's own grid.</summary>
public static class ClassProbabilities
{
    /// <summary>
    /// The most probable class of each voxel of <paramref name="target"/>. Each class is resampled by itself and
    /// compared with the best so far, so memory holds two volumes of the target's size at once, however many classes
    /// there are. A prepared grid is a rounded number of voxels and may end a fraction of one before the scan does:
    /// there its outermost values are repeated.
    /// </summary>
    /// <param name="probabilities">[c, d, h, w], float32, on the grid <paramref name="prepared"/>.</param>
    /// <param name="prepared">The prepared grid.</param>
    /// <param name="target">The scan's grid.</param>
    /// <returns>Class indices on the target's grid.</returns>
    public static Volume<byte> Argmax(Tensor probabilities, VolumeGeometry prepared, VolumeGeometry target)
    {
        var best = OnTarget(probabilities, 0, prepared, target).Voxels;
        var result = new Volume<byte>(target);
        for (var c = 1; c < probabilities.shape[0]; c++)
        {
            var candidate = OnTarget(probabilities, c, prepared, target).Voxels;
            for (var i = 0; i < best.Length; i++)
            {
                if (candidate[i] > best[i])
                {
                    best[i] = candidate[i];
                    result.Voxels[i] = (byte)c;
                }
            }
        }

        return result;
    }

    private static Volume<float> OnTarget(Tensor probabilities, int index, VolumeGeometry prepared, VolumeGeometry target)
    {
        using var scope = NewDisposeScope();
        if (prepared.CoincidesWith(target, 1e-9))
        {
            return new(target, Voxels(probabilities[index]));
        }

        var rim = nn.functional.pad(probabilities[index].unsqueeze(0).unsqueeze(0), [1, 1, 1, 1, 1, 1], PaddingModes.Replicate);
        return Resample.Execute(
            new Volume<float>(WithRim(prepared), Voxels(rim)), target, Interpolator.Linear, outside: index == 0 ? 1 : 0);
    }

    private static float[] Voxels(Tensor tensor) => tensor.contiguous().data<float>().ToArray();

    private static VolumeGeometry WithRim(VolumeGeometry geometry) => geometry with
    {
        Size = new(geometry.Size.Z + 2, geometry.Size.Y + 2, geometry.Size.X + 2),
        Origin = geometry.ToPhysical(-1, -1, -1),
    };
}
