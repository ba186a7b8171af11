namespace MedMim.Imaging.Itk;

/// <summary>Number types of files (<c>medmim_component</c>); the first five are <see cref="Volumes.VoxelType"/>.</summary>
internal enum NativeComponent
{
    UInt8 = 0,
    Int16 = 1,
    UInt16 = 2,
    Int32 = 3,
    Float32 = 4,
    Int8 = 5,
    UInt32 = 6,
    Int64 = 7,
    UInt64 = 8,
    Float64 = 9,
    Unknown = 10,
}
