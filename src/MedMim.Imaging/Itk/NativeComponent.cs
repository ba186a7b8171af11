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

/// <summary>Facts about <see cref="NativeComponent"/>.</summary>
internal static class NativeComponents
{
    /// <summary>Bytes a number.</summary>
    public static int SizeInBytes(this NativeComponent component) => component switch
    {
        NativeComponent.UInt8 or NativeComponent.Int8 => 1,
        NativeComponent.Int16 or NativeComponent.UInt16 => 2,
        NativeComponent.Int32 or NativeComponent.UInt32 or NativeComponent.Float32 => 4,
        NativeComponent.Int64 or NativeComponent.UInt64 or NativeComponent.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(component), component, null),
    };
}
