using MedMim.FineTuning.Segmentation;
using MedMim.Training.Augmentation;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Augmentation;

/// <summary>Brings the patches of a step to a device and changes them there, all at once.</summary>
/// <param name="options">What is changed.</param>
internal sealed class BatchAugmentation(AugmentationOptions options)
{
    private readonly SpatialAugmentation spatial = new(options.Spatial);
    private readonly IntensityAugmentation intensity = new(options.Intensity);

    /// <summary>Images [n, 1, d, h, w], float32, and classes [n, d, h, w], uint8, 255 where a voxel does not count.</summary>
    public (Tensor Image, Tensor Label) Apply(SegmentationBatch batch, Device device)
    {
        var crops = spatial.Apply(batch.ToTensors(device), batch.Spacings, batch.Keys);
        return (intensity.Apply(crops.Image, crops.Present, batch.Keys), crops.Maps.select(1, 0));
    }
}
