namespace MedMim.Evaluation.Baselines;

/// <summary>Finds the range of component sizes with the best mean Dice for a window.</summary>
internal static class SizeSearch
{
    private static readonly double[] Smallest = [0, 30, 100, 300, 1000, 3000, 10_000];
    private static readonly double[] Largest = [3000, 10_000, 30_000, 100_000, 1_000_000, double.PositiveInfinity];

    private sealed record Component(double Volume, int Voxels, int Hits, bool IsLargest);

    public static (ComponentSizes Sizes, double Dice) Over(
        IReadOnlyList<BaselineCase> cases, float low, float high, CancellationToken cancellation)
    {
        var measured = cases.Select(c =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Measure(c, low, high);
        }).ToList();
        var choices =
            from smallest in Smallest
            from largest in Largest
            where smallest < largest
            from only in (bool[])[false, true]
            select new ComponentSizes(smallest, largest, only);
        return choices
            .Select(sizes => (Sizes: sizes, Dice: measured.Average(m => Dice(m.Components, m.Target, sizes))))
            .MaxBy(choice => choice.Dice);
    }

    private static double Dice(IEnumerable<Component> components, int target, ComponentSizes sizes)
    {
        int hits = 0, voxels = 0;
        foreach (var component in components.Where(c => sizes.Keeps(c.Volume, c.IsLargest)))
        {
            hits += component.Hits;
            voxels += component.Voxels;
        }

        return 2.0 * hits / (target + voxels);
    }

    private static (List<Component> Components, int Target) Measure(BaselineCase scan, float low, float high)
    {
        var (labels, counts) = ThresholdBaseline.Components(scan, low, high);
        var target = scan.Label().Span;
        var hits = new int[counts.Length];
        var size = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            if (target[i] != 0)
            {
                size++;
                hits[labels[i]]++;
            }
        }

        var largest = counts.Max();
        var components = Enumerable.Range(1, counts.Length - 1)
            .Select(k => new Component(counts[k] * scan.Geometry.VoxelVolume, counts[k], hits[k], counts[k] == largest));
        return ([.. components], size);
    }
}
