using MedMim.Foundation.Randomness;

namespace MedMim.Datasets.Sampling.Transforms;

/// <summary>Draws factors.</summary>
internal static class RandomFactor
{
    /// <summary>A factor in 1/(1 + range) to 1 + range, as likely above 1 as below.</summary>
    public static double Draw(double range, RandomStream random) => Math.Exp(random.NextDouble(-1, 1) * Math.Log(1 + range));
}
