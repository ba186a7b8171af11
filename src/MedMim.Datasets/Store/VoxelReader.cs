using System.Numerics;
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

    /// <summary>Opens stored voxels, to be read slice by slice as floating-point numbers.</summary>
    /// <exception cref="InputException">The file does not hold the grid that was promised.</exception>
    public static IStoredSlices Open(string path, VolumeGeometry geometry, VoxelType type) => type switch
    {
        VoxelType.Float32 => Open<float>(path, geometry, type),
        VoxelType.Int16 => Open<short>(path, geometry, type),
        VoxelType.UInt16 => Open<ushort>(path, geometry, type),
        VoxelType.Int32 => Open<int>(path, geometry, type),
        VoxelType.UInt8 => Open<byte>(path, geometry, type),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    private static StoredSlices<T> Open<T>(string path, VolumeGeometry geometry, VoxelType type)
        where T : unmanaged, INumber<T>
    {
        var header = NpyFile.ReadHeader(path);
        return header.VoxelType == type && header.Count == geometry.Size.Count
            ? new(geometry, File.OpenHandle(path, share: FileShare.Read | FileShare.Delete), header.DataOffset)
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
