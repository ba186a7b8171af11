using MedMim.FineTuning.Inference;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Detection;

/// <summary>
/// Makes boxes of probabilities: the 26-connected components of each class above a threshold. It holds one slice of component numbers
/// a class, and of the components that the slice touches what their score needs.
/// </summary>
/// <param name="values">The label value of each class beside the background, in the order of the classes.</param>
/// <param name="options">Threshold, size, score; in their ranges.</param>
public sealed class ComponentSlabs(IReadOnlyList<int> values, ProbabilityBoxesOptions options) : ISlabConsumer
{
    // 16-bit sums may round a probability to a little more than 1.
    private const float Most = 1.001f;

    private SliceComponents[] classes = [];
    private int area;

    /// <summary>The boxes on the slabs' grid by falling score, of equal scores by class and place; there after the last slab.</summary>
    public IReadOnlyList<ScoredBox> Boxes { get; private set; } = [];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are not as many classes as values, and the background.</exception>
    public void Begin(int classes, VolumeGeometry grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        if (classes != values.Count + 1)
        {
            throw new ArgumentException($"{classes} classes given for {values.Count} labels.", nameof(classes));
        }

        area = grid.Size.Y * grid.Size.X;
        this.classes = [.. values.Select(_ => new SliceComponents(grid.Size, options))];
    }

    /// <inheritdoc/>
    /// <exception cref="InputException">A probability is not a number from 0 to 1.</exception>
    public void Add(int z, ReadOnlySpan<float> probabilities)
    {
        for (var i = 0; i < classes.Length; i++)
        {
            var slice = probabilities.Slice((i + 1) * area, area);
            foreach (var probability in slice)
            {
                if (!(probability is >= 0 and <= Most))
                {
                    throw new InputException("probabilities", "hold a number outside 0 to 1", "Train the model again.");
                }
            }

            classes[i].Add(z, slice);
        }
    }

    /// <inheritdoc/>
    public void End() => Boxes =
    [
        .. classes.Zip(values).SelectMany(c => c.First.Finish().Select(f => new ScoredBox(f.Box, f.Score, c.Second)))
            .OrderByDescending(b => b.Score),
    ];
}
