using MedMim.Datasets.Preparation;
using MedMim.Datasets.Sampling;
using MedMim.FineTuning.Inference;
using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;
using MedMim.Models.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Tests.Inference;

/// <summary>
/// The same prediction written down plainly: the array of all classes in memory, in double precision, and ITK's resampling. It is
/// what prediction in slabs is measured against.
/// </summary>
internal static class WholeArray
{
    /// <summary>[c, z, y, x] on the prepared grid.</summary>
    public static Tensor Probabilities(VolumeNetwork network, PreparedVolume volume, GridSize patch, double step)
    {
        var size = volume.Case.Geometry.Size;
        var sum = zeros([network.OutputChannels, size.Z, size.Y, size.X], ScalarType.Float64);
        var weights = zeros([size.Z, size.Y, size.X], ScalarType.Float64);
        var importance = Profile(patch.Z).reshape(-1, 1, 1) * Profile(patch.Y).reshape(1, -1, 1) * Profile(patch.X).reshape(1, 1, -1);
        foreach (var start in WindowGrid.Starts(size, patch, step))
        {
            var window = tensor(PatchCropper.Crop(volume, start, patch).Image).reshape(1, 1, patch.Z, patch.Y, patch.X);
            var answer = network.forward(window)[0][0].to(ScalarType.Float64).softmax(0);
            Inside(sum, start, patch, size, fromWindow: false).add_(Inside(answer * importance, start, patch, size, fromWindow: true));
            Inside(weights, start, patch, size, fromWindow: false).add_(Inside(importance, start, patch, size, fromWindow: true));
        }

        return sum / weights;
    }

    /// <summary>[c, z, y, x] on another grid, by ITK, class by class.</summary>
    public static Tensor OnGrid(Tensor probabilities, VolumeGeometry prepared, VolumeGeometry target)
    {
        var rim = prepared with
        {
            Size = new(prepared.Size.Z + 2, prepared.Size.Y + 2, prepared.Size.X + 2), Origin = prepared.ToPhysical(-1, -1, -1),
        };
        return stack(Enumerable.Range(0, (int)probabilities.shape[0]).Select(c =>
        {
            var padded = nn.functional.pad(probabilities[c].unsqueeze(0).unsqueeze(0), [1, 1, 1, 1, 1, 1], PaddingModes.Replicate);
            var voxels = padded.to(ScalarType.Float32).contiguous().data<float>().ToArray();
            var result = Resample.Execute(new Volume<float>(rim, voxels), target, Interpolator.Linear, c == 0 ? 1 : 0);
            return tensor(result.Voxels).reshape(target.Size.Z, target.Size.Y, target.Size.X);
        }));
    }

    private static Tensor Profile(int length) => tensor(
        Enumerable.Range(0, length).Select(i => Math.Exp(-0.5 * Math.Pow((i - ((length - 1) / 2.0)) / (length / 8.0), 2))).ToArray());

    private static Tensor Inside(Tensor t, (int Z, int Y, int X) start, GridSize patch, GridSize size, bool fromWindow)
    {
        return Axis(Axis(Axis(t, -3, start.Z, patch.Z, size.Z), -2, start.Y, patch.Y, size.Y), -1, start.X, patch.X, size.X);

        Tensor Axis(Tensor whole, int axis, int first, int length, int extent)
        {
            var (from, to) = (Math.Max(0, first), Math.Min(extent, first + length));
            return whole.narrow(axis, fromWindow ? from - first : from, to - from);
        }
    }
}
