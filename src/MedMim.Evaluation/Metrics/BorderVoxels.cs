using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Metrics;

/// <summary>The border of a mask: its voxels with a face neighbour outside the mask or the grid.</summary>
internal static class BorderVoxels
{
    /// <summary>The border as a mask of the same shape, C order [z, y, x].</summary>
    public static bool[] Of(bool[] mask, GridSize size)
    {
        var border = new bool[mask.Length];
        var stepY = size.X;
        var stepZ = size.Y * size.X;
        var i = 0;
        for (var z = 0; z < size.Z; z++)
        {
            for (var y = 0; y < size.Y; y++)
            {
                for (var x = 0; x < size.X; x++, i++)
                {
                    border[i] = mask[i] && !(
                        x > 0 && mask[i - 1] && x < size.X - 1 && mask[i + 1]
                        && y > 0 && mask[i - stepY] && y < size.Y - 1 && mask[i + stepY]
                        && z > 0 && mask[i - stepZ] && z < size.Z - 1 && mask[i + stepZ]);
                }
            }
        }

        return border;
    }
}
