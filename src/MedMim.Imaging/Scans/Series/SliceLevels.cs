using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Scans.Series;

/// <summary>Which slices of a stack lie at the same level along its normal.</summary>
internal static class SliceLevels
{
    /// <summary>How far slices of one level may lie apart, mm.</summary>
    public const double Tolerance = 5e-3;

    /// <summary>For each slice the number of its level, counted from 0 along the normal of the first slice.</summary>
    public static int[] Of(IReadOnlyList<Slice> slices)
    {
        var normal = slices[0].Normal;
        var heights = slices.Select(s => Vector3.Dot(s.Position, normal)).ToArray();
        var order = Enumerable.Range(0, slices.Count).OrderBy(i => heights[i]).ToArray();
        var levels = new int[slices.Count];
        for (var k = 1; k < order.Length; k++)
        {
            levels[order[k]] = levels[order[k - 1]] + (heights[order[k]] - heights[order[k - 1]] > Tolerance ? 1 : 0);
        }

        return levels;
    }

    /// <summary>How many slices lie at a level that another one has already.</summary>
    public static int Coinciding(IEnumerable<int> levels)
    {
        var all = levels.ToArray();
        return all.Length - all.Distinct().Count();
    }
}
