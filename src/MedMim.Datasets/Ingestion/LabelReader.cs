using MedMim.Datasets.Labels;
using MedMim.Datasets.Sampling;
using MedMim.Datasets.Store;
using MedMim.Foundation.Files;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Scans.Pixels;
using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Ingestion;

/// <summary>Brings a label onto the grid of its image.</summary>
internal sealed class LabelReader(IScanReader reader, LabelSource source, string store)
{
    // Headers hold the grid in single precision, so equal grids differ a little; half a voxel is another grid.
    private const double TolerancePerVoxel = 0.1;

    private readonly StructureLabels _structures = new(source);
    private readonly SegmentLabels _segments = new(source);

    /// <summary>Adds a label file's values to a label on the image's grid.</summary>
    /// <returns>Codes of corrections that were made.</returns>
    /// <exception cref="RefusedException">It cannot be used; the label is as it was.</exception>
    public async Task<IReadOnlyList<string>> AddAsync(
        PlannedSeries series, PlannedLabel label, Volume<byte> target, CancellationToken cancellation)
    {
        var image = new LabelledImage(target.Geometry, series.Plan.Header?.FrameOfReferenceUid ?? string.Empty, series.Instances);
        switch (label.Kind)
        {
            case FileKind.StructureSet:
                return _structures.Add(await reader.ReadStructuresAsync(label.File.Path, cancellation), image, target);
            case FileKind.Segmentation:
                await AddSegmentsAsync(label.File.Path, image, target, cancellation);
                return [];
            default:
                await AddVolumeAsync(label.Plan!, target, cancellation);
                return [];
        }
    }

    /// <summary>
    /// Where the source numbers things, its values as a label (255, ignored, stays) and the numbers; else the label as it is.
    /// </summary>
    /// <param name="values">What was read.</param>
    public (Volume<byte> Label, Volume<byte>? Instances) Split(Volume<byte> values) => source.InstancesOf is { } label
        ? (new(values.Geometry, Array.ConvertAll(values.Voxels, v => v is 0 or PatchCropper.IgnoredLabel ? v : label)), values)
        : (values, null);

    private async Task AddSegmentsAsync(string path, LabelledImage image, Volume<byte> target, CancellationToken cancellation)
    {
        var plan = _segments.Plan(path, await reader.ReadSegmentationAsync(path, cancellation), image);
        await ReadAsync(
            temporary => reader.ReadSegmentsAsync(plan, temporary, cancellation),
            temporary => SegmentLabels.Add(NpyFile.Read<byte>(temporary), target));
    }

    private Task AddVolumeAsync(SeriesPlan plan, Volume<byte> target, CancellationToken cancellation)
    {
        StoredVoxels? stored = null;
        return ReadAsync(
            async temporary => stored = await reader.ReadVolumeAsync(plan, temporary, cancellation),
            temporary => AddVolume(stored!, temporary, target));
    }

    private async Task ReadAsync(Func<string, Task> write, Action<string> use)
    {
        var temporary = AtomicFile.TemporaryPathFor(Path.Combine(StoreFiles.Volumes(store), "label.npy"));
        try
        {
            await write(temporary);
            use(temporary);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void AddVolume(StoredVoxels stored, string file, Volume<byte> target)
    {
        RequireSameGrid(stored.Geometry, target.Geometry);
        if (stored.VoxelType == VoxelType.Float32 || stored.Minimum < 0 || stored.Maximum > byte.MaxValue)
        {
            throw new RefusedException(new(
                RefusalCodes.LabelUnusable, "Its values are not whole numbers from 0 to 255."));
        }

        var values = VoxelReader.ReadFloats(file, stored.Geometry, stored.VoxelType).Voxels;
        for (var i = 0; i < values.Length; i++)
        {
            target.Voxels[i] = (byte)values[i];
        }
    }

    private static void RequireSameGrid(VolumeGeometry label, VolumeGeometry image)
    {
        if (label.Size != image.Size)
        {
            throw new RefusedException(new(
                RefusalCodes.LabelGridMismatch, $"It has {label.Size} voxels [z, y, x], its image {image.Size}."));
        }

        var distance = label.CornerDistance(image);
        if (!(distance <= TolerancePerVoxel * image.LeastSpacing))
        {
            throw new RefusedException(new(
                RefusalCodes.LabelGridMismatch,
                FormattableString.Invariant($"It lies elsewhere in space than its image: corners are up to {distance:F2} mm apart.")));
        }
    }
}
