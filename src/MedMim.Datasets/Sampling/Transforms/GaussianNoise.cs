using MedMim.Foundation.Randomness;

namespace MedMim.Datasets.Sampling.Transforms;

/// <summary>Adds independent normal noise to the present voxels of some crops.</summary>
/// <param name="probability">Share of crops that get noise, 0 to 1.</param>
/// <param name="largestDeviation">The noise's deviation is uniform from 0 to this, in deviations of the body's intensities.</param>
public sealed class GaussianNoise(double probability, double largestDeviation) : IPatchTransform
{
    /// <inheritdoc/>
    public string Name => "noise";

    /// <inheritdoc/>
    public Patch Apply(Patch patch, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(patch);
        ArgumentNullException.ThrowIfNull(random);
        if (random.NextDouble() >= probability)
        {
            return patch;
        }

        var deviation = random.NextDouble(0, largestDeviation);
        for (var i = 0; i < patch.Image.Length; i++)
        {
            if (patch.Present[i] != 0)
            {
                patch.Image[i] += (float)(deviation * random.NextGaussian());
            }
        }

        return patch;
    }
}
