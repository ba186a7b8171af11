using MedMim.Datasets.Sampling;
using MedMim.FineTuning.Losses;
using MedMim.Foundation.Randomness;
using MedMim.Training.Augmentation;
using MedMim.Training.Devices;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Segmentation;

/// <summary>The patches of a step, as they were cut.</summary>
/// <param name="Patches">The patches.</param>
/// <param name="Classes">The class of each patch's voxels, C order [z, y, x]; 255 where a voxel does not count.</param>
/// <param name="Keys">What the random changes of each patch are drawn from.</param>
public sealed record SegmentationBatch(IReadOnlyList<Patch> Patches, IReadOnlyList<byte[]> Classes, IReadOnlyList<StreamKey> Keys)
{
    /// <summary>Where they come from.</summary>
    public IReadOnlyList<string> CaseIds => [.. Patches.Select(p => p.CaseId)];

    /// <summary>Millimetres between the voxels of each patch, [z, y, x].</summary>
    public IReadOnlyList<(double Z, double Y, double X)> Spacings =>
        [.. Patches.Select(p => p.Geometry.Spacing).Select(s => (s.Z, s.Y, s.X))];

    /// <summary>Images [n, c, d, h, w], presence, and one map: the classes.</summary>
    /// <param name="device">Where they are to lie; null for the processor's memory.</param>
    public CropBatch ToTensors(Device? device = null)
    {
        device ??= CPU;
        var size = Patches[0].Size;
        return new(
            Bring([.. Patches.Select(p => p.Image)]), Bring([.. Patches.Select(p => p.Present)]).to(ScalarType.Bool), Bring(Classes), [DiceCrossEntropyLoss.Ignored]);

        Tensor Bring<T>(IReadOnlyList<T[]> crops)
            where T : unmanaged => Upload.Rows(crops, device).reshape(Patches.Count, -1, size.Z, size.Y, size.X);
    }
}
