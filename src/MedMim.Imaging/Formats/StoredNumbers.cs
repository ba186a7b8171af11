using System.Numerics;
using MedMim.Imaging.Itk;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Formats;

/// <summary>What to do with voxels whose type is known only once the file is open.</summary>
internal interface IVoxelVisitor<out TResult>
{
    TResult Visit<T>(T[] voxels)
        where T : unmanaged, INumber<T>;
}

/// <summary>Reads a file's voxels in its own type and hands them on.</summary>
internal static class StoredNumbers
{
    /// <summary>NumPy's name of a type.</summary>
    public static string NameOf(NativeComponent component) => component.ToString().ToLowerInvariant();

    public static TResult Read<TResult>(VolumeSource source, NativeComponent component, long count, IVoxelVisitor<TResult> visitor)
    {
        return component switch
        {
            NativeComponent.UInt8 => visitor.Visit(Voxels<byte>()),
            NativeComponent.Int8 => visitor.Visit(Voxels<sbyte>()),
            NativeComponent.Int16 => visitor.Visit(Voxels<short>()),
            NativeComponent.UInt16 => visitor.Visit(Voxels<ushort>()),
            NativeComponent.Int32 => visitor.Visit(Voxels<int>()),
            NativeComponent.UInt32 => visitor.Visit(Voxels<uint>()),
            NativeComponent.Int64 => visitor.Visit(Voxels<long>()),
            NativeComponent.UInt64 => visitor.Visit(Voxels<ulong>()),
            NativeComponent.Float32 => visitor.Visit(Voxels<float>()),
            NativeComponent.Float64 => visitor.Visit(Voxels<double>()),
            _ => throw new RefusedException(new(RefusalCodes.Unsupported, "Its voxels are of a type that is not read.")),
        };

        T[] Voxels<T>()
            where T : unmanaged => ReadImage.Voxels<T>(source.Path, source.Format, count);
    }
}
