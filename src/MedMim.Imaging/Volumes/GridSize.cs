namespace MedMim.Imaging.Volumes;

/// <summary>How many voxels a grid has along each axis, in array order [z, y, x].</summary>
public readonly record struct GridSize(int Z, int Y, int X)
{
    /// <summary>The number of voxels.</summary>
    public long Count => (long)Z * Y * X;

    /// <summary>The offset of voxel [z, y, x] in C order.</summary>
    public long Offset(int z, int y, int x) => (((long)z * Y) + y) * X + x;

    /// <inheritdoc/>
    public override string ToString() => $"{Z}×{Y}×{X}";
}
