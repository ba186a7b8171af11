using MedMim.Foundation.Randomness;

namespace MedMim.Datasets.Sampling.Transforms;

/// <summary>
/// Augments a crop. What it does depends on the crop and the stream alone. Safe to call from several threads at once.
/// </summary>
public interface IPatchTransform
{
    /// <summary>Names the stream of its random numbers; no two transforms of a loader share one.</summary>
    string Name { get; }

    /// <summary>Changes the crop, in place or into new arrays.</summary>
    Patch Apply(Patch patch, RandomStream random);
}
