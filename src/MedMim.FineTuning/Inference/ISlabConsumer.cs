using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Inference;

/// <summary>
/// Takes probabilities slab by slab, in the order of the grid's first axis, as <see cref="SlidingWindow.Run"/> and
/// <see cref="SlabResampler"/> finish them. A slab is one slice of all classes: nobody holds the array of all of them. This is
/// where whatever is made of probabilities plugs in: labels, a confidence map, files, a detector that looks for components.
/// </summary>
/// <example>Chain it behind a <see cref="SlabResampler"/> for the scan's grid, or give it to the sliding window for the prepared one.</example>
public interface ISlabConsumer
{
    /// <summary>Called once, before the first slab.</summary>
    /// <param name="classes">How many classes there are, the background included: it is class 0.</param>
    /// <param name="grid">The grid that the slabs are slices of.</param>
    void Begin(int classes, VolumeGeometry grid);

    /// <summary>Takes the next slab. It may be used until this returns, and must not be changed.</summary>
    /// <param name="z">Which slice: 0, 1, 2 and so on, none left out.</param>
    /// <param name="probabilities">[c, y, x], each from 0 to 1; their sum over the classes is 1 up to rounding.</param>
    void Add(int z, ReadOnlySpan<float> probabilities);

    /// <summary>Called once, after the last slab; not where the work was stopped or failed.</summary>
    void End();
}
