using MedMim.Imaging.Boxes;

namespace MedMim.FineTuning.Detection;

/// <summary>
/// What is known of a component while it is being found. Its probabilities are kept as they are up to 16,384 of them, beyond that as
/// counts and sums in 4,096 steps, so that a score is never more than 1/4096 off and memory does not grow with a large component.
/// </summary>
internal sealed class GrowingComponent
{
    private const int Exact = 1 << 14;
    private const int Steps = 1 << 12;

    private List<float>? values = [];
    private int[] counts = [];
    private double[] sums = [];

    /// <summary>The box around its voxels.</summary>
    public Box3 Box { get; private set; }

    /// <summary>Its first voxel's place in the array.</summary>
    public long First { get; private set; } = long.MaxValue;

    /// <summary>How many voxels.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a voxel.</summary>
    /// <param name="z">Where.</param>
    /// <param name="y">Where.</param>
    /// <param name="x">Where.</param>
    /// <param name="place">Its place in the array.</param>
    /// <param name="probability">0 to 1.</param>
    public void Add(int z, int y, int x, long place, float probability)
    {
        Widen(new(z - 0.5, y - 0.5, x - 0.5, z + 0.5, y + 0.5, x + 0.5), place, 1);
        Take(probability);
    }

    /// <summary>Takes over all of another, which must not be used any more.</summary>
    public void Join(GrowingComponent other)
    {
        Widen(other.Box, other.First, other.Count);
        other.values?.ForEach(Take);
        if (other.values is null)
        {
            Spread();
            for (var i = 0; i < Steps; i++)
            {
                counts[i] += other.counts[i];
                sums[i] += other.sums[i];
            }
        }
    }

    /// <summary>The mean of a share of its highest probabilities, at least of one; 0 to 1.</summary>
    /// <param name="share">0 to 1.</param>
    public double Score(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(share * Count));
        if (values is not null)
        {
            return Math.Min(1, values.OrderDescending().Take((int)wanted).Average());
        }

        var (sum, left) = (0.0, wanted);
        for (var i = Steps - 1; left > 0; i--)
        {
            var taken = Math.Min(left, counts[i]);
            sum += taken > 0 ? taken * sums[i] / counts[i] : 0;
            left -= taken;
        }

        return Math.Min(1, sum / wanted);
    }

    private void Widen(Box3 box, long place, long count)
    {
        Box = Count == 0 ? box : Box.Join(box);
        First = Math.Min(First, place);
        Count += count;
    }

    private void Take(float probability)
    {
        if (values is { Count: < Exact })
        {
            values.Add(probability);
            return;
        }

        Spread();
        Enter(probability);
    }

    private void Spread()
    {
        if (values is { } exact)
        {
            (values, counts, sums) = (null, new int[Steps], new double[Steps]);
            exact.ForEach(Enter);
        }
    }

    private void Enter(float probability)
    {
        var step = Math.Clamp((int)(probability * Steps), 0, Steps - 1);
        counts[step]++;
        sums[step] += probability;
    }
}
