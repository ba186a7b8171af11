using MedMim.Foundation.Randomness;

namespace MedMim.Datasets.Sampling.Transforms;

/// <summary>Changes the intensities of some crops, of present voxels only: padding keeps its value.</summary>
/// <param name="probability">Share of crops that are changed, 0 to 1.</param>
public abstract class IntensityTransform(double probability) : IPatchTransform
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public Patch Apply(Patch patch, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(patch);
        ArgumentNullException.ThrowIfNull(random);
        if (random.NextDouble() >= probability)
        {
            return patch;
        }

        var change = Draw(random);
        for (var i = 0; i < patch.Image.Length; i++)
        {
            if (patch.Present[i] != 0)
            {
                patch.Image[i] = change(patch.Image[i]);
            }
        }

        return patch;
    }

    /// <summary>Draws the change of one crop: a function of a voxel's intensity, called voxel by voxel in the order of the array.</summary>
    protected abstract Func<float, float> Draw(RandomStream random);
}
