using System.Numerics;
using MedMim.Datasets.Tissue;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Store;

/// <summary>Reads stored voxels, as they are or as floating-point numbers.</summary>
internal static class VoxelReader
{
    public static Volume<float> ReadFloats(string path, SeriesRecord series) =>
        ReadFloats(path, series.Geometry, series.VoxelType);

    /// <exception cref="InputException">The file does not hold the grid that the catalogue promises.</exception>
    public static Volume<float> ReadFloats(string path, VolumeGeometry geometry, VoxelType type)
    {
        var voxels = type switch
        {
            VoxelType.Float32 => NpyFile.Read<float>(path),
            VoxelType.Int16 => Convert<short>(path),
            VoxelType.UInt16 => Convert<ushort>(path),
            VoxelType.Int32 => Convert<int>(path),
            VoxelType.UInt8 => Convert<byte>(path),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
        };
        return voxels.LongLength == geometry.Size.Count
            ? new Volume<float>(geometry, voxels)
            : throw Mismatch(path);
    }

    /// <summary>Maps stored voxels, to be read slice by slice as floating-point numbers.</summary>
    /// <exception cref="InputException">The file does not hold the grid that was promised.</exception>
    public static MappedSlices Map(string path, VolumeGeometry geometry, VoxelType type) => type switch
    {
        VoxelType.Float32 => Map<float>(path, geometry),
        VoxelType.Int16 => Map<short>(path, geometry),
        VoxelType.UInt16 => Map<ushort>(path, geometry),
        VoxelType.Int32 => Map<int>(path, geometry),
        VoxelType.UInt8 => Map<byte>(path, geometry),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    private static MappedSlices Map<T>(string path, VolumeGeometry geometry)
        where T : unmanaged, INumber<T>
    {
        var voxels = NpyFile.Map<T>(path);
        return voxels.Voxels.Length == geometry.Size.Count
            ? new(VoxelSlices.Of(geometry, voxels.Voxels), voxels)
            : throw Mismatch(path);
    }

    private static InputException Mismatch(string path) =>
        new(path, "does not hold the grid that the catalogue promises", "Delete the store and ingest the archive again.");

    /// <exception cref="InputException">The file does not hold the grid that the catalogue promises.</exception>
    public static IVolume ReadStored(string path, SeriesRecord series) => series.VoxelType switch
    {
        VoxelType.Float32 => Read<float>(path, series),
        VoxelType.Int16 => Read<short>(path, series),
        VoxelType.UInt16 => Read<ushort>(path, series),
        VoxelType.Int32 => Read<int>(path, series),
        VoxelType.UInt8 => Read<byte>(path, series),
        _ => throw new ArgumentOutOfRangeException(nameof(series), series.VoxelType, null),
    };

    private static Volume<T> Read<T>(string path, SeriesRecord series)
        where T : unmanaged, INumber<T> =>
        NpyFile.ReadHeader(path).Count == series.Geometry.Size.Count
            ? new Volume<T>(series.Geometry, NpyFile.Read<T>(path))
            : throw Mismatch(path);

    private static float[] Convert<T>(string path)
        where T : unmanaged, INumber<T>
    {
        using var mapped = NpyFile.Map<T>(path);
        var source = mapped.Voxels.Span;
        var target = GC.AllocateUninitializedArray<float>(source.Length);
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = float.CreateTruncating(source[i]);
        }

        return target;
    }
}
