using MedMim.Imaging.Volumes;
using static TorchSharp.torch;

namespace MedMim.Pretraining.Objectives;

/// <summary>What reconstructions are compared with, and how. All volumes are [n, 1, d, h, w], float32.</summary>
/// <param name="options">Loss and target.</param>
/// <param name="unit">The mask unit in voxels, [z, y, x]: the cell of a normalised target and of <see cref="CellErrors"/>.</param>
public sealed class ReconstructionCriterion(ReconstructionOptions options, GridSize unit)
{
    private const double Epsilon = 1e-6;
    private static readonly long[] WithinCell = [2, 4, 6];

    /// <summary>Σ w·ℓ(output − target) / Σ w, a scalar; 0 where every weight is 0.</summary>
    /// <param name="output">The reconstruction.</param>
    /// <param name="image">The volumes.</param>
    /// <param name="weight">Which voxels count.</param>
    /// <param name="present">Which voxels are there: 0 or 1. A normalised target's moments are theirs alone.</param>
    public Tensor Loss(Tensor output, Tensor image, Tensor weight, Tensor present)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(weight);
        var difference = output - (options.NormaliseTarget ? Normalised(image, present) : image);
        var each = options.Loss == ReconstructionLoss.MeanSquared ? difference.square() : difference.abs();
        return (each * weight).sum() / weight.sum().clamp_min(1);
    }

    /// <summary>
    /// The mean squared error of each cell in intensities, whatever the target; 0 where nothing counts.
    /// </summary>
    /// <param name="output">The reconstruction.</param>
    /// <param name="image">The volumes.</param>
    /// <param name="weight">Which voxels count.</param>
    /// <param name="present">Which voxels are there.</param>
    /// <returns>[n, cells], C order [z, y, x].</returns>
    public Tensor CellErrors(Tensor output, Tensor image, Tensor weight, Tensor present)
    {
        ArgumentNullException.ThrowIfNull(weight);
        var errors = Cells((Intensities(output, image, present) - image).square() * weight).sum(WithinCell);
        return (errors / Cells(weight).sum(WithinCell).clamp_min(1)).flatten(1);
    }

    /// <summary>The network's answer as intensities: a normalised target is undone with the image's own cells.</summary>
    public Tensor Intensities(Tensor output, Tensor image, Tensor present)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (!options.NormaliseTarget)
        {
            return output;
        }

        var (mean, deviation) = Moments(Cells(image), Cells(present));
        return ((Cells(output) * deviation) + mean).reshape(image.shape);
    }

    /// <summary>Each cell brought to mean 0 and deviation 1 (unbiased variance, as MAE's) by the voxels that are there.</summary>
    internal Tensor Normalised(Tensor image, Tensor present)
    {
        var cells = Cells(image);
        var (mean, deviation) = Moments(cells, Cells(present));
        return ((cells - mean) / deviation).reshape(image.shape);
    }

    /// <summary>[n, 1, d, h, w] to [n, d/z, z, h/y, y, w/x, x]; a cell is the axes 2, 4 and 6.</summary>
    private Tensor Cells(Tensor image)
    {
        var (n, d, h, w) = (image.shape[0], image.shape[2], image.shape[3], image.shape[4]);
        var (z, y, x) = (unit.Z, unit.Y, unit.X);
        return image.reshape(n, d / z, z, h / y, y, w / x, x);
    }

    /// <summary>Of the voxels that are there: absent ones are of no cell's intensities.</summary>
    private static (Tensor Mean, Tensor Deviation) Moments(Tensor cells, Tensor present)
    {
        var count = present.sum(WithinCell, keepdim: true);
        var mean = (cells * present).sum(WithinCell, keepdim: true) / count.clamp_min(1);
        var squares = ((cells - mean).square() * present).sum(WithinCell, keepdim: true);
        return (mean, ((squares / (count - 1).clamp_min(1)) + Epsilon).sqrt());
    }
}
