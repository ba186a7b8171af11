namespace MedMim.Imaging.Volumes;

/// <summary>Facts about <see cref="VoxelType"/>.</summary>
public static class VoxelTypes
{
    /// <summary>The voxel type of a .NET type.</summary>
    /// <exception cref="NotSupportedException">It is none of byte, short, ushort, int, float.</exception>
    public static VoxelType Of<T>()
        where T : unmanaged =>
        typeof(T) == typeof(byte) ? VoxelType.UInt8
        : typeof(T) == typeof(short) ? VoxelType.Int16
        : typeof(T) == typeof(ushort) ? VoxelType.UInt16
        : typeof(T) == typeof(int) ? VoxelType.Int32
        : typeof(T) == typeof(float) ? VoxelType.Float32
        : throw new NotSupportedException($"{typeof(T).Name} is no voxel type.");

    /// <summary>Bytes a voxel.</summary>
    public static int SizeInBytes(this VoxelType type) => type switch
    {
        VoxelType.UInt8 => 1,
        VoxelType.Int16 or VoxelType.UInt16 => 2,
        VoxelType.Int32 or VoxelType.Float32 => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };
}
