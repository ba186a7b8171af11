using MedMim.Datasets.Sampling;
using MedMim.Pretraining.Masking;
using MedMim.Training.Devices;
using static TorchSharp.torch;

namespace MedMim.Pretraining;

/// <summary>Crops with their masks.</summary>
/// <param name="Patches">The crops.</param>
/// <param name="Masks">The mask of each, voxel by voxel, 1 = masked.</param>
/// <param name="First">The first crop's place in the whole batch, of which another process may have the rest: keys its streams.</param>
/// <param name="Guidance">How far a teacher had a say, for the log; null where there is none.</param>
internal sealed record PretrainBatch(
    IReadOnlyList<Patch> Patches, IReadOnlyList<byte[]> Masks, int First = 0, IReadOnlyList<KeyValuePair<string, double>>? Guidance = null)
{
    /// <summary>How much was hidden; counted with the batch, so by whichever thread makes it.</summary>
    public MaskStatistics Statistics { get; } = Count(Patches, Masks);

    /// <summary>What the log says about the masks.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Figures(bool withLabels) =>
        [.. Statistics.Figures(withLabels), .. Guidance ?? []];

    /// <summary>Image, mask and presence, each [n, 1, d, h, w], float32.</summary>
    /// <param name="device">Where they are to lie.</param>
    public (Tensor Image, Tensor Mask, Tensor Present) ToTensors(Device device) => (
        Volumes([.. Patches.Select(p => p.Image)], device), Volumes(Masks, device), Volumes([.. Patches.Select(p => p.Present)], device));

    private static MaskStatistics Count(IReadOnlyList<Patch> patches, IReadOnlyList<byte[]> masks)
    {
        var statistics = new MaskStatistics();
        for (var i = 0; i < patches.Count; i++)
        {
            statistics.Add(patches[i], masks[i]);
        }

        return statistics;
    }

    private Tensor Volumes<T>(IReadOnlyList<T[]> crops, Device device)
        where T : unmanaged
    {
        var size = Patches[0].Size;
        return Upload.Rows(crops, device).to(ScalarType.Float32).reshape(Patches.Count, 1, size.Z, size.Y, size.X);
    }
}
