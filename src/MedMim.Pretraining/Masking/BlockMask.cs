using MedMim.Imaging.Volumes;

namespace MedMim.Pretraining.Masking;

/// <summary>Which blocks of a patch are hidden from the network.</summary>
/// <param name="Blocks">How many blocks there are along [z, y, x].</param>
/// <param name="Unit">Size of a block in voxels, [z, y, x].</param>
/// <param name="Masked">One entry a block, C order [z, y, x]; true = masked.</param>
public sealed record BlockMask(GridSize Blocks, GridSize Unit, bool[] Masked)
{
    /// <summary>How many blocks are masked.</summary>
    public int Count => Masked.Count(m => m);

    /// <summary>The mask voxel by voxel, C order [z, y, x] in the patch's size; 1 = masked.</summary>
    public byte[] ToVoxels()
    {
        var size = new GridSize(Blocks.Z * Unit.Z, Blocks.Y * Unit.Y, Blocks.X * Unit.X);
        var voxels = new byte[size.Count];
        for (var z = 0; z < size.Z; z++)
        {
            for (var y = 0; y < size.Y; y++)
            {
                var row = voxels.AsSpan((int)size.Offset(z, y, 0), size.X);
                var blocks = Masked.AsSpan((int)Blocks.Offset(z / Unit.Z, y / Unit.Y, 0), Blocks.X);
                for (var x = 0; x < blocks.Length; x++)
                {
                    row.Slice(x * Unit.X, Unit.X).Fill(blocks[x] ? (byte)1 : (byte)0);
                }
            }
        }

        return voxels;
    }
}
