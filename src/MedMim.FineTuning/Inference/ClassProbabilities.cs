using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Inference;

/// <summary>Brings probabilities from the prepared grid to the scan's own grid.</summary>
public static class ClassProbabilities
{
    /// <summary>
    /// The most probable class of each voxel of <paramref name="target"/>. Each class is resampled by itself and compared with the best
    /// so far, so memory holds two volumes of the target's size at once, however many classes there are. Points outside the prepared
    /// grid are background.
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
        var voxels = probabilities[index].contiguous().data<float>().ToArray();
        var volume = new Volume<float>(prepared, voxels);
        return prepared.CoincidesWith(target, 1e-9)
            ? volume
            : Resample.Execute(volume, target, Interpolator.Linear, outside: index == 0 ? 1 : 0);
    }
}
