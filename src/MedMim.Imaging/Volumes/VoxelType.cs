namespace MedMim.Imaging.Volumes;

/// <summary>The voxel types that the store and the native shim know. The numbers are part of the shim's interface.</summary>
public enum VoxelType
{
    /// <summary>Unsigned 8 bit: labels, tissue classes.</summary>
    UInt8 = 0,

    /// <summary>Signed 16 bit: most CT and MR.</summary>
    Int16 = 1,

    /// <summary>Unsigned 16 bit.</summary>
    UInt16 = 2,

    /// <summary>Signed 32 bit.</summary>
    Int32 = 3,

    /// <summary>32-bit floating point: whatever has a fractional rescale, and prepared volumes.</summary>
    Float32 = 4,
}
