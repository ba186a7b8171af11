using MedMim.Foundation.Failures;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Detection;

/// <summary>
/// A detector without training of its own: the 26-connected components of a class's probabilities above a threshold. On some
/// tasks it is the better one (nnDetection's comparison with nnU-Net).
/// </summary>
public static class ProbabilityBoxes
{
    /// <summary>The boxes of one class.</summary>
    /// <param name="probabilities">Of one class, C order [z, y, x], 0 to 1.</param>
    /// <param name="size">Their grid.</param>
    /// <param name="label">The class's label value.</param>
    /// <param name="options">Threshold, size, score.</param>
    /// <returns>By falling score; empty where nothing is above the threshold.</returns>
    /// <exception cref="InputException">A probability is not a number from 0 to 1, or an option out of its range.</exception>
    /// <exception cref="ArgumentException">The probabilities are not as many as the grid's voxels.</exception>
    public static IReadOnlyList<ScoredBox> Find(
        ReadOnlySpan<float> probabilities, GridSize size, int label, ProbabilityBoxesOptions? options = null)
    {
        options ??= new();
        options.Validate();
        if (probabilities.Length != size.Count)
        {
            throw new ArgumentException($"{probabilities.Length} probabilities given for a grid of {size}.", nameof(probabilities));
        }

        var mask = new bool[probabilities.Length];
        for (var i = 0; i < mask.Length; i++)
        {
            // 16-bit sums may round a probability to a little more than 1.
            if (!(probabilities[i] is >= 0 and <= 1.001f))
            {
                throw new InputException("probabilities", "hold a number outside 0 to 1", "Train the model again.");
            }

            mask[i] = probabilities[i] >= options.Threshold;
        }

        var (numbers, counts) = ConnectedComponents.Of(mask, size);
        var values = counts.Select(c => new List<float>(c)).ToArray();
        var boxes = new Box3[counts.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] is var n and > 0)
            {
                int z = i / (size.Y * size.X), y = i / size.X % size.Y, x = i % size.X;
                var voxel = new Box3(z - 0.5, y - 0.5, x - 0.5, z + 0.5, y + 0.5, x + 0.5);
                boxes[n] = values[n].Count == 0 ? voxel : boxes[n].Join(voxel);
                values[n].Add(probabilities[i]);
            }
        }

        return
        [
            .. Enumerable.Range(1, counts.Length - 1).Where(n => counts[n] >= options.SmallestVoxels)
                .Select(n => new ScoredBox(boxes[n], Score(values[n], options.TopShare), label))
                .OrderByDescending(b => b.Score),
        ];
    }

    private static double Score(List<float> values, double share) => Math.Min(1,
        values.OrderDescending().Take(Math.Max(1, (int)Math.Ceiling(share * values.Count))).Average());
}
