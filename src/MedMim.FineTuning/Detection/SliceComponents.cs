using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Detection;

/// <summary>The 26-connected components of one class, found slice by slice: those that a slice does not touch any more are finished.</summary>
/// <param name="size">The grid.</param>
/// <param name="options">Threshold, size, score.</param>
internal sealed class SliceComponents(GridSize size, ProbabilityBoxesOptions options)
{
    private readonly List<(long First, Box3 Box, double Score)> finished = [];

    // Of the last slice: each voxel's component, from 1, and the components; a slice adds its own to them.
    private int[] last = new int[size.Y * size.X];
    private int[] current = new int[size.Y * size.X];
    private List<GrowingComponent> components = [];
    private readonly List<int> parents = [];

    /// <summary>Takes the next slice.</summary>
    /// <param name="z">Its place.</param>
    /// <param name="probabilities">[y, x].</param>
    public void Add(int z, ReadOnlySpan<float> probabilities)
    {
        Array.Clear(current);
        parents.Clear();
        parents.AddRange(Enumerable.Range(0, components.Count));
        for (var y = 0; y < size.Y; y++)
        {
            for (var x = 0; x < size.X; x++)
            {
                if (probabilities[(y * size.X) + x] is var probability && probability >= options.Threshold)
                {
                    var root = RootAround(y, x) ?? New();
                    components[root].Add(z, y, x, size.Offset(z, y, x), probability);
                    current[(y * size.X) + x] = root + 1;
                }
            }
        }

        Renumber();
    }

    /// <summary>All components that are large enough, by their first voxels.</summary>
    public IEnumerable<(Box3 Box, double Score)> Finish()
    {
        components.ForEach(Keep);
        components = [];
        return finished.OrderBy(f => f.First).Select(f => (f.Box, f.Score));
    }

    /// <summary>The component of the neighbours that come before a voxel, made one; null where there are none.</summary>
    private int? RootAround(int y, int x)
    {
        int? root = null;
        for (var j = Math.Max(0, y - 1); j <= Math.Min(size.Y - 1, y + 1); j++)
        {
            for (var i = Math.Max(0, x - 1); i <= Math.Min(size.X - 1, x + 1); i++)
            {
                Join(last[(j * size.X) + i]);
                if (j < y || (j == y && i < x))
                {
                    Join(current[(j * size.X) + i]);
                }
            }
        }

        return root;

        void Join(int number)
        {
            if (number > 0)
            {
                root = root is { } known ? Union(known, Root(number - 1)) : Root(number - 1);
            }
        }
    }

    private int New()
    {
        parents.Add(components.Count);
        components.Add(new());
        return components.Count - 1;
    }

    private int Union(int a, int b)
    {
        if (a == b)
        {
            return a;
        }

        var (kept, gone) = components[a].Count >= components[b].Count ? (a, b) : (b, a);
        components[kept].Join(components[gone]);
        parents[gone] = kept;
        return kept;
    }

    private int Root(int i)
    {
        while (parents[i] != i)
        {
            parents[i] = parents[parents[i]];
            i = parents[i];
        }

        return i;
    }

    /// <summary>Numbers what the slice touches from 1, and lets go of what it does not.</summary>
    private void Renumber()
    {
        var numbers = new int[components.Count];
        var touched = new List<GrowingComponent>();
        foreach (ref var number in current.AsSpan())
        {
            if (number > 0)
            {
                var root = Root(number - 1);
                if (numbers[root] == 0)
                {
                    touched.Add(components[root]);
                    numbers[root] = touched.Count;
                }

                number = numbers[root];
            }
        }

        for (var i = 0; i < components.Count; i++)
        {
            if (parents[i] == i && numbers[i] == 0)
            {
                Keep(components[i]);
            }
        }

        components = touched;
        (last, current) = (current, last);
    }

    private void Keep(GrowingComponent component)
    {
        if (component.Count >= options.SmallestVoxels)
        {
            finished.Add((component.First, component.Box, component.Score(options.TopShare)));
        }
    }
}
