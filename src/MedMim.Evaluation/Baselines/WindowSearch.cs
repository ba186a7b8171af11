namespace MedMim.Evaluation.Baselines;

/// <summary>
/// Scores every window of intensity by its mean Dice over cases, from histograms. Windows reach from the lowest to the
/// highest value that the target takes: a wider one could only add voxels outside of it.
/// </summary>
internal sealed class WindowSearch
{
    private const int Bins = 256;
    private readonly float low;
    private readonly float width;
    private readonly double[,] dice = new double[Bins, Bins];

    private WindowSearch(float low, float high)
    {
        this.low = low;
        width = Math.Max(high - low, 1e-6f) / Bins;
    }

    public static WindowSearch Over(IReadOnlyList<BaselineCase> cases, CancellationToken cancellation)
    {
        var (lowest, highest) = Range(cases);
        var search = new WindowSearch(lowest, MathF.BitIncrement(highest));
        foreach (var scan in cases)
        {
            cancellation.ThrowIfCancellationRequested();
            search.Add(scan, 1.0 / cases.Count);
        }

        return search;
    }

    /// <summary>The best windows, best first, each with another lower end (of 16), so that they differ.</summary>
    public IEnumerable<(float Low, float High)> Best(int count)
    {
        const int Group = Bins / 16;
        var windows =
            from first in Enumerable.Range(0, Bins)
            from last in Enumerable.Range(first, Bins - first)
            group (First: first, Last: last) by first / Group into near
            select near.MaxBy(w => dice[w.First, w.Last]);
        return windows
            .OrderByDescending(w => dice[w.First, w.Last])
            .Take(count)
            .Select(w => (low + (w.First * width), low + ((w.Last + 1) * width)));
    }

    private void Add(BaselineCase scan, double weight)
    {
        var image = scan.Image().Span;
        var label = scan.Label().Span;
        var all = new long[Bins + 1];
        var target = new long[Bins + 1];
        for (var i = 0; i < image.Length; i++)
        {
            var bin = (int)MathF.Floor((image[i] - low) / width);
            if (bin is >= 0 and < Bins)
            {
                all[bin + 1]++;
                target[bin + 1] += label[i] != 0 ? 1 : 0;
            }
        }

        for (var i = 1; i <= Bins; i++)
        {
            all[i] += all[i - 1];
            target[i] += target[i - 1];
        }

        for (var first = 0; first < Bins; first++)
        {
            for (var last = first; last < Bins; last++)
            {
                var hits = target[last + 1] - target[first];
                dice[first, last] += weight * 2.0 * hits / (target[Bins] + all[last + 1] - all[first]);
            }
        }
    }

    private static (float Low, float High) Range(IReadOnlyList<BaselineCase> cases)
    {
        float lowest = float.MaxValue, highest = float.MinValue;
        foreach (var scan in cases)
        {
            var image = scan.Image().Span;
            var label = scan.Label().Span;
            for (var i = 0; i < label.Length; i++)
            {
                if (label[i] != 0)
                {
                    (lowest, highest) = (Math.Min(lowest, image[i]), Math.Max(highest, image[i]));
                }
            }
        }

        return (lowest, highest);
    }
}
