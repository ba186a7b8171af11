using System.Numerics;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Store;

/// <summary>Reads stored voxels as floating-point numbers, whatever their type on disk.</summary>
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
            : throw new InputException(
                path, "does not hold the grid that the catalogue promises", "Delete the store and ingest the archive again.");
    }

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
