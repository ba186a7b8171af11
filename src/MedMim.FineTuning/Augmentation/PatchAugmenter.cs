using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Augmentation;

/// <summary>Changes a patch and its label together. What is drawn depends on the stream alone.</summary>
/// <param name="options">Which changes, and how likely.</param>
public sealed class PatchAugmenter(AugmentationOptions options)
{
    /// <summary>Draws and applies changes: rotation and zoom, mirroring, contrast and brightness, noise.</summary>
    /// <param name="image">[d, h, w], float32; mean 0 and deviation 1 over the body.</param>
    /// <param name="label">[d, h, w], uint8.</param>
    /// <param name="spacing">Voxel spacing in mm, so that rotations are rigid in the patient.</param>
    /// <param name="random">The stream.</param>
    /// <returns>Image and label of the same shapes; voxels turned in from outside are labelled 255 (ignored).</returns>
    public (Tensor Image, Tensor Label) Apply(Tensor image, Tensor label, Vector3 spacing, RandomStream random)
    {
        if (Happens(options.AffineProbability, random))
        {
            var motion = RandomAffine.Draw(options, random);
            (image, label) = motion.Apply(image, label, spacing);
        }

        for (var axis = 0; axis < 3; axis++)
        {
            if (Happens(options.MirrorProbability, random))
            {
                (image, label) = (image.flip(axis), label.flip(axis));
            }
        }

        if (Happens(options.IntensityProbability, random))
        {
            var contrast = RandomAffine.Factor(options.IntensityRange, random);
            image = (image * contrast) + random.NextDouble(-options.IntensityRange, options.IntensityRange);
        }

        if (Happens(options.NoiseProbability, random))
        {
            image += Noise(image, random.NextDouble(0, options.MaximumNoise), random);
        }

        return (image, label);
    }

    private static bool Happens(double probability, RandomStream random) => random.NextDouble() < probability;

    private static Tensor Noise(Tensor image, double deviation, RandomStream random)
    {
        var values = new float[image.numel()];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(deviation * random.NextGaussian());
        }

        return tensor(values).reshape(image.shape);
    }
}
