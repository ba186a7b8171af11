using MedMim.Foundation.Randomness;

namespace MedMim.Datasets.Sampling.Transforms;

/// <summary>Adds independent normal noise to some crops.</summary>
/// <param name="probability">Share of crops that get noise, 0 to 1.</param>
/// <param name="largestDeviation">The noise's deviation is uniform from 0 to this, in deviations of the body's intensities.</param>
public sealed class GaussianNoise(double probability, double largestDeviation) : IntensityTransform(probability)
{
    /// <inheritdoc/>
    public override string Name => "noise";

    /// <inheritdoc/>
    protected override Func<float, float> Draw(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var deviation = random.NextDouble(0, largestDeviation);
        return intensity => intensity + (float)(deviation * random.NextGaussian());
    }
}
