namespace MedMim.Imaging.Boxes;

/// <summary>
/// Boxes packed so that those which overlap a given one enough are found without looking at all (an R-tree,
/// sort-tile-recursive: Leutenegger et al., ICDE 1997). Boxes can be removed; what is empty is not looked into.
/// </summary>
internal sealed class BoxTree
{
    private const int Fan = 16;
    private readonly int[] order;
    private readonly int[] place;
    private readonly Box3[] packed;
    private readonly double[] volumes;
    private readonly Box3[][] bounds;
    private readonly int[][] alive;

    public BoxTree(Box3[] boxes)
    {
        order = Pack(boxes);
        place = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            place[order[i]] = i;
        }

        packed = Array.ConvertAll(order, i => boxes[i]);
        volumes = Array.ConvertAll(packed, b => b.Volume);
        (bounds, alive) = Build(packed);
    }

    public bool Contains(int box) => place[box] >= 0;

    public void Remove(int box)
    {
        var node = place[box];
        place[box] = -1;
        order[node] = -1;
        foreach (var counts in alive)
        {
            node /= Fan;
            counts[node]--;
        }
    }

    /// <summary>Adds those of the boxes still here whose IoU with a given one is above a threshold.</summary>
    public void Overlapping(in Box3 with, double threshold, List<int> found)
    {
        // An IoU above t needs, along every axis, more than t of the box's own extent.
        var (z, y, x) = (threshold * with.SizeZ, threshold * with.SizeY, threshold * with.SizeX);
        var core = new Box3(with.LowZ + z, with.LowY + y, with.LowX + x, with.HighZ - z, with.HighY - y, with.HighX - x);
        Visit(bounds.Length - 1, 0, with, with.Volume, core, threshold, found);
    }

    private void Visit(int level, int node, in Box3 with, double volume, in Box3 core, double threshold, List<int> found)
    {
        var below = level == 0 ? packed : bounds[level - 1];
        var end = Math.Min(below.Length, (node + 1) * Fan);
        for (var child = node * Fan; child < end; child++)
        {
            ref readonly var box = ref below[child];
            if (!Meet(box, core))
            {
                continue;
            }

            if (level > 0)
            {
                if (alive[level - 1][child] > 0)
                {
                    Visit(level - 1, child, with, volume, core, threshold, found);
                }
            }
            else if (order[child] >= 0)
            {
                var common = BoxOverlap.Intersection(with, box);
                if (common > 0 && common / (volume + volumes[child] - common) > threshold)
                {
                    found.Add(order[child]);
                }
            }
        }
    }

    private static bool Meet(in Box3 a, in Box3 core) =>
        a.LowX < core.HighX && core.LowX < a.HighX && a.LowY < core.HighY && core.LowY < a.HighY
        && a.LowZ < core.HighZ && core.LowZ < a.HighZ;

    // Slabs along z of about n^(2/3) boxes, each cut along y into rows, each sorted along x.
    private static int[] Pack(Box3[] boxes)
    {
        var sorted = Enumerable.Range(0, boxes.Length).ToArray();
        var slices = Math.Max(1, (int)Math.Ceiling(Math.Cbrt(boxes.Length / (double)Fan)));
        var slab = slices * slices * Fan;
        var row = slices * Fan;
        Sort(sorted, 0, sorted.Length, i => boxes[i].LowZ + boxes[i].HighZ);
        for (var z = 0; z < sorted.Length; z += slab)
        {
            var slabEnd = Math.Min(sorted.Length, z + slab);
            Sort(sorted, z, slabEnd, i => boxes[i].LowY + boxes[i].HighY);
            for (var y = z; y < slabEnd; y += row)
            {
                Sort(sorted, y, Math.Min(slabEnd, y + row), i => boxes[i].LowX + boxes[i].HighX);
            }
        }

        return sorted;
    }

    private static void Sort(int[] sorted, int from, int to, Func<int, double> key)
    {
        var part = sorted.AsSpan(from, to - from);
        var keys = new double[part.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = key(part[i]);
        }

        keys.AsSpan().Sort(part);
    }

    private static (Box3[][] Bounds, int[][] Alive) Build(Box3[] leaves)
    {
        var (bounds, alive) = (new List<Box3[]>(), new List<int[]>());
        var below = leaves;
        int[] counts = [.. below.Select(_ => 1)];
        do
        {
            var above = new Box3[(below.Length + Fan - 1) / Fan];
            var sums = new int[above.Length];
            for (var i = 0; i < below.Length; i++)
            {
                var node = i / Fan;
                above[node] = i % Fan == 0 ? below[i] : above[node].Join(below[i]);
                sums[node] += counts[i];
            }

            bounds.Add(above);
            alive.Add(sums);
            (below, counts) = (above, [.. sums]);
        }
        while (below.Length > 1);
        return ([.. bounds], [.. alive]);
    }
}
