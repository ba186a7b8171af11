using MedMim.Foundation.Randomness;

namespace MedMim.Datasets.Sampling;

/// <summary>Augments a crop. What it does depends on the crop and the stream alone.</summary>
public interface IPatchTransform
{
    /// <summary>Names the stream of its random numbers; no two transforms of a loader share one.</summary>
    string Name { get; }

    /// <summary>Changes the crop, in place or into new arrays.</summary>
    Patch Apply(Patch patch, RandomStream random);
}
