using MedMim.Imaging.Volumes;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Inference;

/// <summary>How much a window's voxels count: most at its centre, where the network sees most around them.</summary>
internal static class ImportanceMap
{
    /// <summary>
    /// A Gaussian of σ = patch/8 along each axis, 1 at the centre; [d, h, w], float32, in the processor's memory. Its smallest value, in the
    /// corners, is about 4e-11: positive, so a voxel that only one window's corner sees still gets that window's
    /// answer.
    /// </summary>
    public static Tensor Gaussian(GridSize patch)
    {
        var (z, y, x) = (Profile(patch.Z), Profile(patch.Y), Profile(patch.X));
        return z.reshape(-1, 1, 1) * y.reshape(1, -1, 1) * x.reshape(1, 1, -1);
    }

    private static Tensor Profile(int length)
    {
        var (centre, deviation) = ((length - 1) / 2.0, length / 8.0);
        return tensor(Enumerable.Range(0, length)
            .Select(i => (float)Math.Exp(-0.5 * Math.Pow((i - centre) / deviation, 2)))
            .ToArray(), device: CPU);
    }
}
