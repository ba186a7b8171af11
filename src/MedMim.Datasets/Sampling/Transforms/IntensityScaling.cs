using MedMim.Foundation.Randomness;

namespace MedMim.Datasets.Sampling.Transforms;

/// <summary>Gives some crops another contrast and brightness.</summary>
/// <param name="probability">Share of crops that are changed, 0 to 1.</param>
/// <param name="range">
/// Intensities are multiplied by a factor in 1/(1 + this) to 1 + this, and shifted by up to ± this in deviations of the
/// body's intensities.
/// </param>
public sealed class IntensityScaling(double probability, double range) : IntensityTransform(probability)
{
    /// <inheritdoc/>
    public override string Name => "intensity";

    /// <inheritdoc/>
    protected override Func<float, float> Draw(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var factor = (float)RandomFactor.Draw(range, random);
        var offset = (float)random.NextDouble(-range, range);
        return intensity => (intensity * factor) + offset;
    }
}
