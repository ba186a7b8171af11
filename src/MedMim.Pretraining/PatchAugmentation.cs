using MedMim.Datasets.Sampling;
using MedMim.Datasets.Store;
using MedMim.Foundation.Randomness;
using MedMim.Models.Native;
using MedMim.Training.Augmentation;
using static TorchSharp.torch;

namespace MedMim.Pretraining;

/// <summary>
/// Turns, scales and mirrors crops before they are masked, tissue, label and presence with the image, because masks are drawn
/// from the tissue as it then lies. Safe to call from several threads at once.
/// </summary>
/// <param name="options">How often and how far.</param>
internal sealed class PatchAugmentation(SpatialOptions options)
{
    private readonly SpatialAugmentation spatial = new(options);

    /// <summary>The changed crops.</summary>
    /// <param name="patches">The crops.</param>
    /// <param name="keys">The key of each.</param>
    public Patch[] Apply(Patch[] patches, IReadOnlyList<StreamKey> keys)
    {
        if (options == SpatialOptions.None)
        {
            return patches;
        }

        using var alone = OperatorThreads.One();
        using var scope = NewDisposeScope();
        var crops = spatial.Apply(
            new(
                Stack(patches, p => tensor(p.Image, device: CPU)),
                Stack(patches, p => tensor(p.Present, device: CPU)).to(ScalarType.Bool),
                cat([Stack(patches, p => tensor(p.Tissue, device: CPU)), Stack(patches, LabelOf)], 1),
                [(byte)TissueClass.Air, PatchCropper.IgnoredLabel]),
            [.. patches.Select(p => p.Geometry.Spacing).Select(s => (s.Z, s.Y, s.X))], keys);
        var present = crops.Present.to(ScalarType.Byte);
        return
        [
            .. patches.Select((patch, i) => patch with
            {
                Image = Voxels<float>(crops.Image[i, 0]),
                Present = Voxels<byte>(present[i, 0]),
                Tissue = Voxels<byte>(crops.Maps[i, 0]),
                Label = patch.Label is null ? null : Voxels<byte>(crops.Maps[i, 1]),
            }),
        ];
    }

    private static Tensor LabelOf(Patch patch) =>
        patch.Label is { } label ? tensor(label, device: CPU) : zeros(patch.Size.Count, ScalarType.Byte, CPU);

    private static Tensor Stack(Patch[] patches, Func<Patch, Tensor> flat) =>
        stack(patches.Select(flat)).reshape(patches.Length, 1, patches[0].Size.Z, patches[0].Size.Y, patches[0].Size.X);

    private static T[] Voxels<T>(Tensor volume)
        where T : unmanaged => volume.contiguous().data<T>().ToArray();
}
