using MedMim.Imaging.Volumes;
using MedMim.Models.Networks;
using static TorchSharp.torch;

namespace MedMim.Pretraining.Objectives;

/// <summary>
/// The plain masked autoencoder for dense networks: masked voxels are set to 0 (the mean of a normalised scan), the network
/// reconstructs the volume with its skip connections in place, and the loss is the mean over the voxels that are masked
/// and present. SimMIM's objective (arXiv 2111.09886) in 3D.
/// </summary>
/// <param name="options">Loss and target.</param>
/// <param name="maskUnit">The mask unit in voxels, [z, y, x]: the cell of a normalised target.</param>
public sealed class MaskedReconstruction(ReconstructionOptions options, GridSize maskUnit)
{
    private const double Epsilon = 1e-6;

    /// <summary>Runs the network on masked volumes.</summary>
    /// <param name="network">A network with one input and one output channel.</param>
    /// <param name="image">[n, 1, d, h, w], float32, normalised.</param>
    /// <param name="mask">Same shape, float32; 1 = masked.</param>
    /// <param name="present">Same shape, float32; 0 = padding.</param>
    public Reconstruction Run(VolumeNetwork network, Tensor image, Tensor mask, Tensor present)
    {
        ArgumentNullException.ThrowIfNull(network);
        var input = image * (1 - mask);
        var output = network.forward(input)[0].to(ScalarType.Float32);
        var target = options.NormaliseTarget ? Normalised(image) : image;
        return new(Loss(output, target, mask * present), input, output, target);
    }

    /// <summary>Σ w·ℓ(output − target) / Σ w; 0 where every weight is 0. All [n, 1, d, h, w].</summary>
    internal Tensor Loss(Tensor output, Tensor target, Tensor weight)
    {
        var difference = output - target;
        var each = options.Loss == ReconstructionLoss.MeanSquared ? difference.square() : difference.abs();
        return (each * weight).sum() / weight.sum().clamp_min(1);
    }

    /// <summary>The network's answer as intensities: a normalised target is undone with the image's own cells.</summary>
    internal Tensor Picture(Tensor output, Tensor image)
    {
        if (!options.NormaliseTarget)
        {
            return output;
        }

        var (mean, deviation) = Moments(Cells(image));
        return ((Cells(output) * deviation) + mean).reshape(image.shape);
    }

    /// <summary>Each cell of the mask unit's size brought to mean 0 and deviation 1 (unbiased variance, as MAE's).</summary>
    internal Tensor Normalised(Tensor image)
    {
        var cells = Cells(image);
        var (mean, deviation) = Moments(cells);
        return ((cells - mean) / deviation).reshape(image.shape);
    }

    /// <summary>[n, 1, d, h, w] to [n, d/z, z, h/y, y, w/x, x]; a cell is the axes 2, 4 and 6.</summary>
    private Tensor Cells(Tensor image)
    {
        var (n, d, h, w) = (image.shape[0], image.shape[2], image.shape[3], image.shape[4]);
        var (z, y, x) = (maskUnit.Z, maskUnit.Y, maskUnit.X);
        return image.reshape(n, d / z, z, h / y, y, w / x, x);
    }

    private static (Tensor Mean, Tensor Deviation) Moments(Tensor cells) => (
        cells.mean([2L, 4L, 6L], keepdim: true),
        (cells.var([2L, 4L, 6L], unbiased: true, keepdim: true) + Epsilon).sqrt());
}
