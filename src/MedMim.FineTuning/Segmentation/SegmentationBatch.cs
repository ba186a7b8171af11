using MedMim.Datasets.Sampling;
using MedMim.Training.Devices;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Segmentation;

/// <summary>The patches of a step.</summary>
/// <param name="Patches">The patches.</param>
/// <param name="Classes">The class of each patch's voxels, C order [z, y, x]; 255 where a voxel does not count.</param>
public sealed record SegmentationBatch(IReadOnlyList<Patch> Patches, IReadOnlyList<byte[]> Classes)
{
    /// <summary>Where they come from.</summary>
    public IReadOnlyList<string> CaseIds => [.. Patches.Select(p => p.CaseId)];

    /// <summary>Images [n, 1, d, h, w], float32, and classes [n, d, h, w], uint8.</summary>
    /// <param name="device">Where they are to lie; null for the processor's memory.</param>
    public (Tensor Image, Tensor Label) ToTensors(Device? device = null)
    {
        device ??= CPU;
        var (n, size) = (Patches.Count, Patches[0].Size);
        return (
            Upload.To(stack(Patches.Select(p => tensor(p.Image, device: CPU))), device).reshape(n, 1, size.Z, size.Y, size.X),
            Upload.To(stack(Classes.Select(c => tensor(c, device: CPU))), device).reshape(n, size.Z, size.Y, size.X));
    }
}
