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

    /// <exception cref="RefusedException">truncated, broken-header or unsupported.</exception>
    public static TResult Read<TResult>(
        VolumeSource source, NativeComponent component, long count, IVoxelVisitor<TResult> visitor)
    {
        if (source.Nifti is { } nifti)
        {
            return Visit(nifti.Component, new NiftiReading<TResult>(source.VoxelFile, nifti, visitor));
        }

        return source.Place!.Holds(count * component.SizeInBytes())
            ? Visit(component, new ItkReading<TResult>(source, count, visitor))
            : throw new RefusedException(
                new(RefusalCodes.Truncated, "The file ends before its last voxel, or its compression is damaged."));
    }

    private static TResult Visit<TResult>(NativeComponent component, IReading<TResult> reading) => component switch
    {
        NativeComponent.UInt8 => reading.Read<byte>(),
        NativeComponent.Int8 => reading.Read<sbyte>(),
        NativeComponent.Int16 => reading.Read<short>(),
        NativeComponent.UInt16 => reading.Read<ushort>(),
        NativeComponent.Int32 => reading.Read<int>(),
        NativeComponent.UInt32 => reading.Read<uint>(),
        NativeComponent.Int64 => reading.Read<long>(),
        NativeComponent.UInt64 => reading.Read<ulong>(),
        NativeComponent.Float32 => reading.Read<float>(),
        NativeComponent.Float64 => reading.Read<double>(),
        _ => throw new RefusedException(new(RefusalCodes.Unsupported, "Its voxels are of a type that is not read.")),
    };

    private interface IReading<out TResult>
    {
        TResult Read<T>()
            where T : unmanaged, INumber<T>;
    }

    private sealed class NiftiReading<TResult>(string path, NiftiPreamble nifti, IVoxelVisitor<TResult> visitor) : IReading<TResult>
    {
        public TResult Read<T>()
            where T : unmanaged, INumber<T>
        {
            var stored = NiftiVoxels.Read<T>(path, nifti);
            return nifti.IsUnscaled
                ? visitor.Visit(stored)
                : visitor.Visit(NiftiVoxels.Rescale(stored, nifti.Slope, nifti.Intercept));
        }
    }

    private sealed class ItkReading<TResult>(VolumeSource source, long count, IVoxelVisitor<TResult> visitor) : IReading<TResult>
    {
        public TResult Read<T>()
            where T : unmanaged, INumber<T>
        {
            try
            {
                return visitor.Visit(ReadImage.Voxels<T>(source.Path, source.Format, count));
            }
            catch (ItkException e)
            {
                throw VolumeHeader.Refuse(e);
            }
        }
    }
}
