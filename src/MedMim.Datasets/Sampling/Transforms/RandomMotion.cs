using MedMim.Foundation.Randomness;

namespace MedMim.Datasets.Sampling.Transforms;

/// <summary>Turns and zooms some crops.</summary>
/// <param name="probability">Share of crops that are moved, 0 to 1.</param>
/// <param name="maximumRotation">Largest rotation about each axis, degrees, 0 to 180.</param>
/// <param name="zoomRange">Zoom factors lie in 1/(1 + this) to 1 + this.</param>
public sealed class RandomMotion(double probability, double maximumRotation, double zoomRange) : IPatchTransform
{
    /// <inheritdoc/>
    public string Name => "motion";

    /// <inheritdoc/>
    public Patch Apply(Patch patch, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (random.NextDouble() >= probability)
        {
            return patch;
        }

        var limit = maximumRotation * Math.PI / 180;
        return new Motion(
            random.NextDouble(-limit, limit), random.NextDouble(-limit, limit), random.NextDouble(-limit, limit),
            RandomFactor.Draw(zoomRange, random)).Apply(patch);
    }
}
