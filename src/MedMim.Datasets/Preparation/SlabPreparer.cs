using MedMim.Datasets.Channels;
using MedMim.Datasets.Store;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>
/// Prepares a stored scan as <see cref="Preparer"/> does, but slab by slab into a temporary file, so that neither the scan nor the
/// prepared image is ever held. Small scans, and those that N4 corrects, go the way of the training cases, voxel by voxel the same;
/// of others the intensities differ by rounding, and by the moments where the tissue prior's nearest voxel is a toss-up.
/// </summary>
/// <param name="plan">How.</param>
/// <param name="folder">Where temporary files go.</param>
public sealed class SlabPreparer(PreparationPlan plan, string folder)
{
    /// <summary>Bytes up to which a scan is prepared whole. Default 512 MiB.</summary>
    public long WholeLimit { get; init; } = 512L << 20;

    /// <summary>Voxels of a slab of the result, about. Default 2²².</summary>
    public int SlabVoxels { get; init; } = 1 << 22;

    /// <summary>Prepares a scan.</summary>
    /// <param name="scan">Its files.</param>
    /// <param name="cancellation">Stops between slabs.</param>
    /// <exception cref="IOException">The folder cannot be written, or the disk is full.</exception>
    public PreparedScan Prepare(StoredScan scan, CancellationToken cancellation = default) => Prepare(scan, [], cancellation);

    /// <summary>Prepares a case of several channels. One on another grid than the first is held while it is brought onto that.</summary>
    /// <param name="scan">The files of the first channel, which has the case's grid and body.</param>
    /// <param name="others">Those of the other channels.</param>
    /// <param name="cancellation">Stops between slabs.</param>
    /// <exception cref="IOException">The folder cannot be written, or the disk is full.</exception>
    public PreparedScan Prepare(StoredScan scan, IReadOnlyList<StoredScan> others, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scan);
        ArgumentNullException.ThrowIfNull(others);
        var region = RegionOf(scan);
        var channels = new List<PreparedChannel>();
        try
        {
            channels.Add(Channel(scan, region, cancellation));
            foreach (var other in others)
            {
                using var aligned = AlignedChannel.Of(other, scan, folder);
                channels.Add(Channel(aligned.Scan, region, cancellation));
            }

            return new(channels, scan.Name, region);
        }
        catch
        {
            channels.ForEach(c => c.Dispose());
            throw;
        }
    }

    private SourceRegion RegionOf(StoredScan scan)
    {
        using var tissue = NpyFile.Map<byte>(scan.Tissue);
        return CaseRegion.Of(scan.Geometry, tissue.Voxels.Span, plan.Reorient, plan.CropMargin);
    }

    private PreparedChannel Channel(StoredScan scan, SourceRegion region, CancellationToken cancellation)
    {
        using var tissue = NpyFile.Map<byte>(scan.Tissue);
        var route = ResamplingRoute.Of(region.Geometry, PreparedGrid.Of(region.Geometry, plan.Spacing), plan.AnisotropyThreshold);
        return (plan.BiasCorrection && scan.Modality == "MR") || BytesOfWhole(scan, route) <= WholeLimit
            ? Whole(VoxelReader.ReadFloats(scan.Image, scan.Geometry, scan.VoxelType), scan, region, tissue.Voxels.ToArray())
            : Slabs(scan, region, route, tissue.Voxels, cancellation);
    }

    // The scan and the part of it; coefficients of the splines and the result.
    private static long BytesOfWhole(StoredScan scan, ResamplingRoute route) =>
        (scan.Geometry.Size.Count * 10) + (route.To.Size.Count * (route.IsNone ? 0 : 13));

    private PreparedChannel Whole(Volume<float> image, StoredScan scan, SourceRegion region, byte[] tissue)
    {
        var prepared = new Preparer(plan).Prepare(image, scan.Modality, new Volume<byte>(scan.Geometry, tissue), region);
        var area = prepared.Image.Geometry.Size.Y * prepared.Image.Geometry.Size.X;

        // Already normalised: the map that is applied on reading changes nothing.
        return Write(prepared.Image.Geometry, slices =>
        {
            for (var at = 0; at < prepared.Image.Voxels.Length; at += area)
            {
                slices.Add(prepared.Image.Voxels.AsSpan(at, area));
            }

            return prepared.Record with { Scale = new(0, 1) };
        });
    }

    private PreparedChannel Slabs(
        StoredScan scan, SourceRegion region, ResamplingRoute route, ReadOnlyMemory<byte> tissue, CancellationToken cancellation)
    {
        using var source = VoxelReader.Open(scan.Image, scan.Geometry, scan.VoxelType);
        var reader = new RegionReader(region, source.Slices, tissue);
        var absent = reader.MarkAbsent(scan.VoxelType);
        var range = route.IsNone ? default : reader.Range();
        var window = IntensityNormalizer.WindowOf(scan.Modality, plan);
        var moments = new BodyMoments();
        var (size, area) = (route.To.Size, route.To.Size.Y * route.To.Size.X);
        var depth = Math.Max(1, SlabVoxels / area);
        return Write(route.To, slices =>
        {
            for (var first = 0; first < size.Z; first += depth)
            {
                cancellation.ThrowIfCancellationRequested();
                var (image, classes) = Slab(reader, route, first, Math.Min(size.Z, first + depth), range);
                IntensityNormalizer.Clip(image, window);
                moments.Add(image, classes);
                for (var at = 0; at < image.Length; at += area)
                {
                    slices.Add(image.AsSpan(at, area));
                }
            }

            return new(route.Words, "none", window, IntensityNormalizer.ScaleOf(scan.Modality, plan) ?? moments.Scale, absent);
        });
    }

    private PreparedChannel Write(VolumeGeometry grid, Func<NpySliceWriter, PreparationRecord> fill)
    {
        var path = Path.Combine(folder, $"prepared-{Guid.NewGuid():N}.npy");
        try
        {
            PreparationRecord record;
            VoxelType type;
            using (var stream = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16))
            {
                var slices = new NpySliceWriter(stream, grid.Size);
                record = fill(slices);
                slices.Finish();
                type = slices.VoxelType;
            }

            return new(VoxelReader.Open(path, grid, type), path, record, plan);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static (float[] Image, byte[] Tissue) Slab(
        RegionReader reader, ResamplingRoute route, int first, int end, (float Least, float Most) range)
    {
        if (route.IsNone)
        {
            return (reader.Image(first, end).Voxels, reader.Tissue(first, end).Voxels);
        }

        var (begin, stop) = route.Needed(first, end);
        var image = route.Execute(reader.Image(begin, stop), begin, first, end, range);
        return (image.Voxels, Resample.Labels(reader.Tissue(begin, stop), image.Geometry).Voxels);
    }
}
