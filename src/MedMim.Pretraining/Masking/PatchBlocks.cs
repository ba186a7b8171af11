using MedMim.Datasets.Sampling;
using MedMim.Datasets.Store;
using MedMim.Imaging.Volumes;

namespace MedMim.Pretraining.Masking;

/// <summary>
/// A patch cut into blocks, and what each holds: counts of present voxels by tissue class. Padding counts nowhere.
/// </summary>
internal sealed class PatchBlocks
{
    private static readonly TissueClass[] Classes = Enum.GetValues<TissueClass>();
    private readonly GridSize unit;
    private readonly int[] counts;

    /// <exception cref="ArgumentException">The patch is not a multiple of the unit.</exception>
    public PatchBlocks(Patch patch, GridSize unit)
    {
        this.unit = unit;
        var size = patch.Size;
        if (size.Z % unit.Z != 0 || size.Y % unit.Y != 0 || size.X % unit.X != 0)
        {
            throw new ArgumentException($"A patch of {size} voxels is not a multiple of the mask unit {unit}.", nameof(patch));
        }

        Blocks = new(size.Z / unit.Z, size.Y / unit.Y, size.X / unit.X);
        VoxelsPerBlock = (int)unit.Count;
        counts = new int[Blocks.Count * Classes.Length];
        ForEachPresent(patch, (block, voxel) => counts[(block * Classes.Length) + (patch.Tissue[voxel] & 3)]++);
    }

    /// <summary>How many blocks along [z, y, x].</summary>
    public GridSize Blocks { get; }

    /// <summary>How many blocks.</summary>
    public int Count => (int)Blocks.Count;

    /// <summary>Voxels of a block, present or not.</summary>
    public int VoxelsPerBlock { get; }

    /// <summary>Present voxels of a class in a block.</summary>
    public int Voxels(int block, TissueClass tissue) => counts[(block * Classes.Length) + (int)tissue];

    /// <summary>Present voxels of a block.</summary>
    public int Present(int block) => counts.AsSpan(block * Classes.Length, Classes.Length) is var c ? c[0] + c[1] + c[2] + c[3] : 0;

    /// <summary>Voxels of the body in a block.</summary>
    public int Body(int block) => Voxels(block, TissueClass.Tissue) + Voxels(block, TissueClass.Boundary);

    /// <summary>Whether there is a voxel of the body anywhere.</summary>
    public bool HasBody => Enumerable.Range(0, Count).Any(b => Body(b) > 0);

    /// <summary>The weights, unless they are all 0 and would hide nothing.</summary>
    public double[] EvenUnlessSomeWeigh(double[] weights) => Array.Exists(weights, w => w > 0) ? weights : Even();

    /// <summary>1 for every block that is not padding throughout, 0 for the others.</summary>
    public double[] Even() => [.. Enumerable.Range(0, Count).Select(b => Present(b) > 0 ? 1.0 : 0)];

    /// <summary>The mean weight of each block's voxels; padding weighs nothing.</summary>
    public double[] Means(TissueWeights weights) =>
        [.. Enumerable.Range(0, Count).Select(b => Classes.Sum(c => weights.Of(c) * Voxels(b, c)) / VoxelsPerBlock)];

    /// <summary>The mean weight of each block's voxels; padding weighs nothing.</summary>
    /// <param name="patch">The patch.</param>
    /// <param name="weight">The weight of a voxel, by its offset in the patch.</param>
    public double[] Means(Patch patch, Func<int, double> weight)
    {
        var sums = new double[Count];
        ForEachPresent(patch, (block, voxel) => sums[block] += weight(voxel));
        return Array.ConvertAll(sums, s => s / VoxelsPerBlock);
    }

    /// <summary>
    /// The mask that takes blocks by rising key (<see cref="BlockOrder"/>) within a budget, but never all of several: a network
    /// learns nothing from nothing.
    /// </summary>
    public BlockMask Mask(BlockBudget budget, double[] keys) => new(
        Blocks, unit, budget.Spend(BlockOrder.Of(keys).Take(Math.Max(1, Enumerable.Range(0, Count).Count(b => Present(b) > 0) - 1))));

    private void ForEachPresent(Patch patch, Action<int, int> visit)
    {
        var size = patch.Size;
        for (var z = 0; z < size.Z; z++)
        {
            for (var y = 0; y < size.Y; y++)
            {
                var row = (int)size.Offset(z, y, 0);
                var block = (int)Blocks.Offset(z / unit.Z, y / unit.Y, 0);
                for (var x = 0; x < size.X; x++)
                {
                    if (patch.Present[row + x] != 0)
                    {
                        visit(block + (x / unit.X), row + x);
                    }
                }
            }
        }
    }
}
