using MedMim.Datasets.Sampling;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Pretraining.Masking;

/// <summary>
/// Masks cubes of several sizes, so that small and large structures are hidden whole: each is a multiple of the mask unit
/// and lies on its grid. Of the B units that are not padding throughout, round(ratio × B) are masked, at least one.
/// </summary>
/// <remarks>
/// Cube after cube: a size is drawn with probability inverse to its volume, so that each size hides about as much, from
/// those that don't hide too much; then one of the units that are still visible; then where in the cube that unit lies.
/// Cubes may overlap, and end at the patch's border.
/// </remarks>
/// <param name="maskRatio">Share of the units, above 0 and below 1.</param>
/// <param name="maskUnit">The mask unit in voxels, [z, y, x].</param>
/// <param name="scales">The cubes' sides in mask units, each at least 1.</param>
public sealed class MultiScaleBlockMasking(double maskRatio, GridSize maskUnit, IReadOnlyList<int> scales) : IMaskingStrategy
{
    internal const string StrategyName = "multiscale";

    /// <inheritdoc/>
    public string Name => StrategyName;

    /// <inheritdoc/>
    public BlockMask Draw(Patch patch, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(patch);
        ArgumentNullException.ThrowIfNull(random);
        var blocks = new PatchBlocks(patch, maskUnit);
        var target = (int)BlockBudget.OfBlocks(blocks, maskRatio).Target;
        var masked = new bool[blocks.Count];
        List<int> visible = [.. Enumerable.Range(0, blocks.Count).Where(b => blocks.Present(b) > 0)];
        while (target > 0 && visible.Count > 0)
        {
            var side = Side(target, random);
            foreach (var block in Cube(blocks.Blocks, visible[random.NextInt32(visible.Count)], side, random))
            {
                if (!masked[block] && blocks.Present(block) > 0)
                {
                    masked[block] = true;
                    target--;
                }
            }

            visible.RemoveAll(b => masked[b]);
        }

        return new(blocks.Blocks, maskUnit, masked);
    }

    /// <summary>A side of those whose cube fits into what is left to hide, else 1: so the ratio is met exactly.</summary>
    private int Side(int left, RandomStream random)
    {
        int[] fitting = [.. scales.Where(s => (long)s * s * s <= left)];
        var place = random.NextDouble() * fitting.Sum(Share);
        foreach (var side in fitting)
        {
            place -= Share(side);
            if (place < 0)
            {
                return side;
            }
        }

        return 1;

        static double Share(int side) => 1.0 / ((long)side * side * side);
    }

    private static IEnumerable<int> Cube(GridSize grid, int block, int side, RandomStream random)
    {
        var (z0, z1) = Range(block / (grid.Y * grid.X), grid.Z);
        var (y0, y1) = Range(block / grid.X % grid.Y, grid.Y);
        var (x0, x1) = Range(block % grid.X, grid.X);
        for (var z = z0; z < z1; z++)
        {
            for (var y = y0; y < y1; y++)
            {
                for (var x = x0; x < x1; x++)
                {
                    yield return (int)grid.Offset(z, y, x);
                }
            }
        }

        (int From, int To) Range(int at, int count)
        {
            var from = at - random.NextInt32(side);
            return (Math.Max(0, from), Math.Min(count, from + side));
        }
    }
}
