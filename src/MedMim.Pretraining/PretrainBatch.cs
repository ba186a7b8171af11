using MedMim.Datasets.Sampling;
using MedMim.Pretraining.Masking;
using static TorchSharp.torch;

namespace MedMim.Pretraining;

/// <summary>Crops with their masks.</summary>
/// <param name="Patches">The crops.</param>
/// <param name="Masks">The mask of each, voxel by voxel, 1 = masked.</param>
internal sealed record PretrainBatch(IReadOnlyList<Patch> Patches, IReadOnlyList<byte[]> Masks)
{
    /// <summary>How much was hidden.</summary>
    public MaskStatistics Statistics()
    {
        var statistics = new MaskStatistics();
        for (var i = 0; i < Patches.Count; i++)
        {
            statistics.Add(Patches[i], Masks[i]);
        }

        return statistics;
    }

    /// <summary>Image, mask and presence, each [n, 1, d, h, w], float32.</summary>
    public (Tensor Image, Tensor Mask, Tensor Present) ToTensors() => (
        Stack(Patches.Select(p => tensor(p.Image))),
        Stack(Masks.Select(m => tensor(m))),
        Stack(Patches.Select(p => tensor(p.Present))));

    private Tensor Stack(IEnumerable<Tensor> flat)
    {
        var size = Patches[0].Size;
        return stack(flat).to(ScalarType.Float32).reshape(Patches.Count, 1, size.Z, size.Y, size.X);
    }
}
