using MedMim.Datasets.Labels;
using MedMim.Datasets.Store;
using MedMim.Foundation.Files;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Structures;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Ingestion;

/// <summary>Brings a label onto the grid of its image.</summary>
internal sealed class LabelReader(IScanReader reader, LabelSource source, string store)
{
    // Headers hold the grid in single precision, so equal grids differ a little; half a voxel is another grid.
    private const double TolerancePerVoxel = 0.1;

    /// <summary>Adds a label file's values to a label on the image's grid.</summary>
    /// <exception cref="RefusedException">It cannot be used; the label is as it was.</exception>
    public async Task AddAsync(PlannedLabel label, Volume<byte> target, CancellationToken cancellation)
    {
        if (label.Plan is { } plan)
        {
            await AddVolumeAsync(plan, target, cancellation);
        }
        else
        {
            AddStructures(await reader.ReadStructuresAsync(label.File.Path, cancellation), target);
        }
    }

    private async Task AddVolumeAsync(SeriesPlan plan, Volume<byte> target, CancellationToken cancellation)
    {
        var temporary = AtomicFile.TemporaryPathFor(Path.Combine(StoreFiles.Volumes(store), "label.npy"));
        try
        {
            var stored = await reader.ReadVolumeAsync(plan, temporary, cancellation);
            RequireSameGrid(stored.Geometry, target.Geometry);
            if (stored.VoxelType == VoxelType.Float32 || stored.Minimum < 0 || stored.Maximum > byte.MaxValue)
            {
                throw new RefusedException(new(
                    RefusalCodes.LabelUnusable, "Its values are not whole numbers from 0 to 255."));
            }

            var values = VoxelReader.ReadFloats(temporary, stored.Geometry, stored.VoxelType).Voxels;
            for (var i = 0; i < values.Length; i++)
            {
                target.Voxels[i] = (byte)values[i];
            }
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private void AddStructures(StructureSet structures, Volume<byte> target)
    {
        var chosen = source.Regions
            .Select(rule => (Regions: structures.Regions.Where(r => rule.Fits(r.Name)).ToArray(), rule.Value))
            .Where(c => c.Regions.Length > 0)
            .ToArray();
        if (chosen.Length == 0)
        {
            throw new RefusedException(new(
                RefusalCodes.LabelUnusable, "None of its regions has a name that the study's region rules ask for."));
        }

        // All are rasterised before any is drawn: a structure set counts entirely or not at all.
        var masks = chosen.Select(c => (ContourRasterizer.Rasterize(c.Regions, target.Geometry).Voxels, c.Value)).ToArray();
        foreach (var (mask, value) in masks)
        {
            for (var i = 0; i < mask.Length; i++)
            {
                if (mask[i] != 0)
                {
                    target.Voxels[i] = value;
                }
            }
        }
    }

    private static void RequireSameGrid(VolumeGeometry label, VolumeGeometry image)
    {
        if (label.Size != image.Size)
        {
            throw new RefusedException(new(
                RefusalCodes.LabelGridMismatch, $"It has {label.Size} voxels [z, y, x], its image {image.Size}."));
        }

        var tolerance = TolerancePerVoxel * Math.Min(image.Spacing.X, Math.Min(image.Spacing.Y, image.Spacing.Z));
        var size = image.Size;
        foreach (var (z, y, x) in new[] { (0, 0, 0), (size.Z - 1, 0, 0), (0, size.Y - 1, 0), (0, 0, size.X - 1) })
        {
            var distance = (label.ToPhysical(z, y, x) - image.ToPhysical(z, y, x)).Length;
            if (!(distance <= tolerance))
            {
                throw new RefusedException(new(
                    RefusalCodes.LabelGridMismatch,
                    FormattableString.Invariant($"It lies elsewhere in space than its image: corners are up to {distance:F2} mm apart.")));
            }
        }
    }
}
