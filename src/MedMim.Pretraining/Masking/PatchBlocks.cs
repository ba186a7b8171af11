using MedMim.Datasets.Sampling;
using MedMim.Datasets.Store;
using MedMim.Imaging.Volumes;

namespace MedMim.Pretraining.Masking;

/// <summary>
/// A patch cut into blocks, and what each holds: counts of present voxels by tissue class. Padding counts nowhere.
/// </summary>
internal sealed class PatchBlocks
{
    private const int Classes = 4;
    private readonly int[] counts;

    /// <exception cref="ArgumentException">The patch is not a multiple of the unit.</exception>
    public PatchBlocks(Patch patch, GridSize unit)
    {
        var size = patch.Size;
        if (size.Z % unit.Z != 0 || size.Y % unit.Y != 0 || size.X % unit.X != 0)
        {
            throw new ArgumentException($"A patch of {size} voxels is not a multiple of the mask unit {unit}.", nameof(patch));
        }

        Blocks = new(size.Z / unit.Z, size.Y / unit.Y, size.X / unit.X);
        VoxelsPerBlock = (int)unit.Count;
        counts = new int[Blocks.Count * Classes];
        Fill(patch, unit);
    }

    /// <summary>How many blocks along [z, y, x].</summary>
    public GridSize Blocks { get; }

    /// <summary>How many blocks.</summary>
    public int Count => (int)Blocks.Count;

    /// <summary>Voxels of a block, present or not.</summary>
    public int VoxelsPerBlock { get; }

    /// <summary>Present voxels of a class in a block.</summary>
    public int Voxels(int block, TissueClass tissue) => counts[(block * Classes) + (int)tissue];

    /// <summary>Present voxels of a block.</summary>
    public int Present(int block) => counts.AsSpan(block * Classes, Classes) is var c ? c[0] + c[1] + c[2] + c[3] : 0;

    /// <summary>Voxels of the body in a block.</summary>
    public int Body(int block) => Voxels(block, TissueClass.Tissue) + Voxels(block, TissueClass.Boundary);

    private void Fill(Patch patch, GridSize unit)
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
                        counts[((block + (x / unit.X)) * Classes) + (patch.Tissue[row + x] & 3)]++;
                    }
                }
            }
        }
    }
}
