using MedMim.Foundation.Randomness;

namespace MedMim.Datasets.Sampling;

/// <summary>Multiplies the present voxels' intensities by a random factor and adds a random offset.</summary>
/// <param name="scale">The factor is uniform in 1 ± this; 0 to below 1.</param>
/// <param name="shift">The offset is uniform in ± this, in deviations of the body's intensities.</param>
public sealed class IntensityScaling(double scale = 0.1, double shift = 0.1) : IPatchTransform
{
    /// <inheritdoc/>
    public string Name => "intensity-scaling";

    /// <inheritdoc/>
    public Patch Apply(Patch patch, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(patch);
        ArgumentNullException.ThrowIfNull(random);
        var factor = (float)random.NextDouble(1 - scale, 1 + scale);
        var offset = (float)random.NextDouble(-shift, shift);
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
