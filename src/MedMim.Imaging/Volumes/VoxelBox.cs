namespace MedMim.Imaging.Volumes;

/// <summary>A box of voxels in an array [z, y, x].</summary>
/// <param name="Z">The first voxel along z.</param>
/// <param name="Y">The first along y.</param>
/// <param name="X">The first along x.</param>
/// <param name="Size">How many along each axis.</param>
public readonly record struct VoxelBox(int Z, int Y, int X, GridSize Size)
{
    /// <summary>The whole array.</summary>
    public static VoxelBox Whole(GridSize size) => new(0, 0, 0, size);

    /// <summary>Whether it lies in an array of this size and holds a voxel.</summary>
    public bool FitsIn(GridSize size) =>
        Z >= 0 && Y >= 0 && X >= 0 && Size.Z > 0 && Size.Y > 0 && Size.X > 0
        && Z + Size.Z <= size.Z && Y + Size.Y <= size.Y && X + Size.X <= size.X;

    /// <summary>Whether both hold a common voxel.</summary>
    public bool Overlaps(VoxelBox other) =>
        Z < other.Z + other.Size.Z && other.Z < Z + Size.Z && Y < other.Y + other.Size.Y && other.Y < Y + Size.Y
        && X < other.X + other.Size.X && other.X < X + Size.X;
}
