using TorchSharp;

namespace MedMim.Training.Augmentation;

/// <summary>Crops of scans as tensors, all on one device.</summary>
/// <param name="Image">Intensities, [n, c, d, h, w], float32.</param>
/// <param name="Present">Where there is a scan, [n, 1, d, h, w], bool: false in padding, and in what was turned in from outside.</param>
/// <param name="Maps">What goes along with the image, such as labels, [n, m, d, h, w], uint8.</param>
/// <param name="Outside">What each map holds where nothing is known; m values.</param>
public sealed record CropBatch(torch.Tensor Image, torch.Tensor Present, torch.Tensor Maps, IReadOnlyList<byte> Outside)
{
    /// <summary>Takes the tensors out of the dispose scope at hand into the one around it.</summary>
    internal CropBatch MoveToOuterScope()
    {
        foreach (var tensor in new[] { Image, Present, Maps })
        {
            tensor.MoveToOuterDisposeScope();
        }

        return this;
    }
}
