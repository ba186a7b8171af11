using MedMim.Datasets.Preparation;
using MedMim.Datasets.Store;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Channels;

/// <summary>
/// A channel on the grid of its case's first one: as it is where the grids are the same, else interpolated linearly. Beyond the
/// scan there is its least value, and the tissue prior (the first channel's) says that nothing was measured there. Disposing
/// removes what was written.
/// </summary>
internal sealed class AlignedChannel : IDisposable
{
    // Headers hold the grid in single precision; less than a tenth of a voxel is no other place.
    private const double TolerancePerVoxel = 0.1;
    private const int SlabVoxels = 1 << 23;
    private const string ImageSuffix = ".npy";
    private const string TissueSuffix = ".tissue.npy";

    private readonly IReadOnlyList<string> temporary;

    private AlignedChannel(StoredScan scan, IReadOnlyList<string> temporary) => (Scan, this.temporary) = (scan, temporary);

    /// <summary>The channel, on the first one's grid.</summary>
    public StoredScan Scan { get; }

    /// <summary>Whether it had to be interpolated.</summary>
    public bool IsInterpolated => temporary.Count > 0;

    /// <summary>Brings a channel onto the grid of another.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="reference">The case's first channel.</param>
    /// <param name="folder">Where temporary files go.</param>
    /// <exception cref="IOException">The folder cannot be written, or the disk is full.</exception>
    public static AlignedChannel Of(StoredScan channel, StoredScan reference, string folder)
    {
        if (AreAlike(channel.Geometry, reference.Geometry))
        {
            return new(channel with { Geometry = reference.Geometry, Tissue = reference.Tissue }, []);
        }

        var path = Path.Combine(folder, $"aligned-{Guid.NewGuid():N}");
        try
        {
            return new(Interpolate(channel, reference, path), [path + ImageSuffix, path + TissueSuffix]);
        }
        catch
        {
            File.Delete(path + ImageSuffix);
            File.Delete(path + TissueSuffix);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in temporary)
        {
            File.Delete(file);
        }
    }

    private static bool AreAlike(VolumeGeometry a, VolumeGeometry b) =>
        a.Size == b.Size && a.CornerDistance(b) <= TolerancePerVoxel * b.LeastSpacing;

    private static StoredScan Interpolate(StoredScan channel, StoredScan reference, string path)
    {
        var source = VoxelReader.ReadFloats(channel.Image, channel.Geometry, channel.VoxelType);
        var least = Extremes.Of(source.Voxels).Least;
        using var prior = NpyFile.Map<byte>(reference.Tissue);
        var tissue = new Volume<byte>(reference.Geometry, prior.Voxels.ToArray());
        var (size, area) = (reference.Geometry.Size, reference.Geometry.Size.Y * reference.Geometry.Size.X);
        var depth = Math.Max(1, SlabVoxels / area);
        VoxelType type;
        using (var stream = new FileStream(path + ImageSuffix, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16))
        {
            var slices = new NpySliceWriter(stream, size);
            for (var first = 0; first < size.Z; first += depth)
            {
                var grid = ResamplingRoute.Slab(reference.Geometry, first, Math.Min(size.Z, first + depth));
                var slab = Resample.Execute(source, grid, Interpolator.Linear, double.NaN).Voxels;
                MarkBeyond(slab, tissue.Voxels.AsSpan(first * area, slab.Length), least);
                for (var at = 0; at < slab.Length; at += area)
                {
                    slices.Add(slab.AsSpan(at, area));
                }
            }

            slices.Finish();
            type = slices.VoxelType;
        }

        NpyFile.Write(path + TissueSuffix, tissue);
        return channel with { Geometry = reference.Geometry, VoxelType = type, Image = path + ImageSuffix, Tissue = path + TissueSuffix };
    }

    private static void MarkBeyond(float[] slab, Span<byte> tissue, float least)
    {
        for (var i = 0; i < slab.Length; i++)
        {
            if (float.IsNaN(slab[i]))
            {
                (slab[i], tissue[i]) = (least, (byte)TissueClass.Absent);
            }
        }
    }
}
