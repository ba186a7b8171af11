using MedMim.Imaging.Volumes;
using MedMim.Models.Networks;

namespace MedMim.Pretraining.Benchmarks;

/// <summary>Counts what a network's forward pass takes in pretraining, from its shape alone.</summary>
internal static class ForwardFlops
{
    /// <summary>
    /// Of a residual encoder U-Net two operations a weight and output voxel of each convolution, a weight and input voxel of
    /// each transposed one; of a Primus those of its masked autoencoder (<see cref="PrimusOperations"/>).
    /// </summary>
    /// <param name="encoder">The preset.</param>
    /// <param name="batch">Volumes.</param>
    /// <param name="patch">Voxels of each, [z, y, x].</param>
    /// <param name="masked">The mean share that is hidden: masked tokens are not computed.</param>
    public static double Of(string encoder, int batch, GridSize patch, double masked)
    {
        if (EncoderPresets.IsPrimus(encoder))
        {
            var options = EncoderPresets.PrimusOptions(encoder, outputChannels: 1, new(patch.Z, patch.Y, patch.X));
            return batch * PrimusOperations.MaskedAutoencoder(options, (1 - masked) * options.Tokens);
        }

        var shape = EncoderPresets.Options(encoder, outputChannels: 1);
        var voxels = (double)batch * patch.Count;
        var width = shape.FeaturesPerStage[0];
        var total = 27.0 * width * voxels; // the stem
        var sizes = new List<double>();
        for (var stage = 0; stage < shape.Stages; stage++)
        {
            var features = shape.FeaturesPerStage[stage];
            voxels /= Count(shape.Strides[stage]);
            sizes.Add(voxels);
            var kernel = Count(shape.KernelSizes[stage]);
            var blocks = shape.BlocksPerStage[stage];
            total += voxels * features * ((kernel * width) + (width == features ? 0 : width) + (kernel * features * ((2 * blocks) - 1)));
            width = features;
        }

        for (var level = shape.Stages - 2; level >= 0; level--)
        {
            var (below, features) = (shape.FeaturesPerStage[level + 1], shape.FeaturesPerStage[level]);
            var kernel = Count(shape.KernelSizes[level]);
            var convolutions = shape.DecoderConvolutionsPerStage[shape.Stages - 2 - level];
            total += sizes[level + 1] * below * features * Count(shape.Strides[level + 1]);
            total += sizes[level] * kernel * features * features * (convolutions + 1);
        }

        return 2 * (total + (sizes[0] * shape.FeaturesPerStage[0]));
    }

    private static double Count(Axes axes) => (double)axes.Z * axes.Y * axes.X;
}
