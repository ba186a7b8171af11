using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Metrics;

/// <summary>The border of a mask: its voxels with a face neighbour outside the mask or the grid.</summary>
internal static class BorderVoxels
{
    /// <summary>Offsets of the border's voxels, C order [z, y, x], ascending.</summary>
    public static int[] Of(bool[] mask, GridSize size)
    {
        var border = new List<int>();
        var stepY = size.X;
        var stepZ = size.Y * size.X;
        var i = 0;
        for (var z = 0; z < size.Z; z++)
        {
            for (var y = 0; y < size.Y; y++)
            {
                var outer = z == 0 || z == size.Z - 1 || y == 0 || y == size.Y - 1;
                for (var x = 0; x < size.X; x++, i++)
                {
                    if (mask[i] && (outer || x == 0 || x == size.X - 1 || !mask[i - 1] || !mask[i + 1]
                        || !mask[i - stepY] || !mask[i + stepY] || !mask[i - stepZ] || !mask[i + stepZ]))
                    {
                        border.Add(i);
                    }
                }
            }
        }

        return [.. border];
    }
}
