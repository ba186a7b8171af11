namespace MedMim.Imaging.Volumes;

/// <summary>
/// Splits a mask into its 26-connected components (voxels that share a face, an edge or a corner), numbered from 1 in
/// the order of their first voxel.
/// </summary>
/// <remarks>
/// Beside the ITK shim's, because metrics and training need no native library; checked voxel by voxel against
/// scipy.ndimage.label.
/// </remarks>
public static class ConnectedComponents
{
    // The 13 neighbours that a scan in C order has already seen, as (dz, dy, dx).
    private static readonly (int Z, int Y, int X)[] Seen =
    [
        (-1, -1, -1), (-1, -1, 0), (-1, -1, 1), (-1, 0, -1), (-1, 0, 0), (-1, 0, 1), (-1, 1, -1), (-1, 1, 0), (-1, 1, 1),
        (0, -1, -1), (0, -1, 0), (0, -1, 1), (0, 0, -1),
    ];

    /// <summary>Component numbers, C order [z, y, x] (0: background), and how many voxels each has (index 0 unused).</summary>
    /// <param name="mask">C order [z, y, x].</param>
    /// <param name="size">Its size.</param>
    public static (int[] Labels, int[] Counts) Of(bool[] mask, GridSize size)
    {
        ArgumentNullException.ThrowIfNull(mask);
        var parent = new List<int> { 0 };
        var labels = Provisional(mask, size, parent);
        var final = new int[parent.Count];
        var counts = new List<int> { 0 };
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] == 0)
            {
                continue;
            }

            var root = Root(parent, labels[i]);
            if (final[root] == 0)
            {
                final[root] = counts.Count;
                counts.Add(0);
            }

            labels[i] = final[root];
            counts[labels[i]]++;
        }

        return (labels, [.. counts]);
    }

    private static int[] Provisional(bool[] mask, GridSize size, List<int> parent)
    {
        var labels = new int[mask.Length];
        var i = 0;
        for (var z = 0; z < size.Z; z++)
        {
            for (var y = 0; y < size.Y; y++)
            {
                for (var x = 0; x < size.X; x++, i++)
                {
                    if (mask[i])
                    {
                        labels[i] = Join(labels, size, parent, z, y, x);
                    }
                }
            }
        }

        return labels;
    }

    private static int Join(int[] labels, GridSize size, List<int> parent, int z, int y, int x)
    {
        var mine = 0;
        foreach (var (dz, dy, dx) in Seen)
        {
            int nz = z + dz, ny = y + dy, nx = x + dx;
            if (nz < 0 || ny < 0 || nx < 0 || ny >= size.Y || nx >= size.X)
            {
                continue;
            }

            var neighbour = labels[size.Offset(nz, ny, nx)];
            if (neighbour == 0)
            {
                continue;
            }

            var root = Root(parent, neighbour);
            if (mine == 0)
            {
                mine = root;
            }
            else if (root != mine)
            {
                (mine, var child) = root < mine ? (root, mine) : (mine, root);
                parent[child] = mine;
            }
        }

        if (mine == 0)
        {
            mine = parent.Count;
            parent.Add(mine);
        }

        return mine;
    }

    private static int Root(List<int> parent, int label)
    {
        while (parent[label] != label)
        {
            parent[label] = parent[parent[label]];
            label = parent[label];
        }

        return label;
    }
}
