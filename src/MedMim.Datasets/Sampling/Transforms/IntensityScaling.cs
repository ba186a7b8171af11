using MedMim.Foundation.Randomness;

namespace MedMim.Datasets.Sampling.Transforms;

/// <summary>Gives some crops another contrast and brightness; padding keeps its value.</summary>
/// <param name="probability">Share of crops that are changed, 0 to 1.</param>
/// <param name="range">
/// Intensities are multiplied by a factor in 1/(1 + this) to 1 + this, and shifted by up to ± this in deviations of the
/// body's intensities.
/// </param>
public sealed class IntensityScaling(double probability, double range) : IPatchTransform
{
    /// <inheritdoc/>
    public string Name => "intensity";

    /// <inheritdoc/>
    public Patch Apply(Patch patch, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(patch);
        ArgumentNullException.ThrowIfNull(random);
        if (random.NextDouble() >= probability)
        {
            return patch;
        }

        var factor = (float)RandomFactor.Draw(range, random);
        var offset = (float)random.NextDouble(-range, range);
        for (var i = 0; i < patch.Image.Length; i++)
        {
            if (patch.Present[i] != 0)
            {
                patch.Image[i] = (patch.Image[i] * factor) + offset;
            }
        }

        return patch;
    }
}
