using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Metrics;

/// <summary>
/// The surface of a mask as pieces of area at the corners between voxels. The outside of the grid is outside the mask.
/// </summary>
internal static class Surfels
{
    /// <summary>The pieces, on a grid with one more point along every axis: point [z, y, x] is the corner before voxel [z, y, x].</summary>
    public static SurfaceElements Of(bool[] mask, GridSize size, Vector3 spacing)
    {
        var grid = new GridSize(size.Z + 1, size.Y + 1, size.X + 1);
        var corners = new byte[grid.Count];
        for (var (z, i) = (0, 0); z < size.Z; z++)
        {
            for (var y = 0; y < size.Y; y++)
            {
                for (var x = 0; x < size.X; x++, i++)
                {
                    if (mask[i])
                    {
                        Mark(corners, grid, (int)grid.Offset(z, y, x));
                    }
                }
            }
        }

        return Collect(corners, grid, SurfelArea.Table(spacing));
    }

    // A voxel is the last corner of the cube at its own point, and the first of the one that is a step on along every axis.
    private static void Mark(byte[] corners, GridSize grid, int at)
    {
        var plane = grid.Y * grid.X;
        corners[at] |= 1 << 7;
        corners[at + 1] |= 1 << 6;
        corners[at + grid.X] |= 1 << 5;
        corners[at + grid.X + 1] |= 1 << 4;
        corners[at + plane] |= 1 << 3;
        corners[at + plane + 1] |= 1 << 2;
        corners[at + plane + grid.X] |= 1 << 1;
        corners[at + plane + grid.X + 1] |= 1;
    }

    private static SurfaceElements Collect(byte[] corners, GridSize grid, double[] table)
    {
        var (places, areas) = (new List<int>(), new List<double>());
        for (var i = 0; i < corners.Length; i++)
        {
            if (corners[i] is > 0 and < 255)
            {
                places.Add(i);
                areas.Add(table[corners[i]]);
            }
        }

        return new(grid, [.. places], [.. areas]);
    }
}
