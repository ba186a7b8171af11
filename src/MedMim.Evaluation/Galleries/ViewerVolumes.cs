using MedMim.Imaging.Formats;
using MedMim.Imaging.Rendering;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Galleries;

/// <summary>Cuts what the viewer shows out of a case: both masks and their surroundings, coarser where that is too much for a page.</summary>
public static class ViewerVolumes
{
    /// <summary>How many voxels of a case a page carries: about a megabyte, before it is compressed.</summary>
    public const long MostVoxels = 1_200_000;

    /// <summary>Cuts a case.</summary>
    /// <param name="volumes">The case.</param>
    /// <param name="field">The slice and place that it opens at.</param>
    /// <param name="mostVoxels">How many voxels it may have.</param>
    /// <exception cref="ArgumentException">The volumes' grids differ in size.</exception>
    public static ViewerCase Of(GalleryVolumes volumes, FieldOfView field, long mostVoxels = MostVoxels)
    {
        ArgumentNullException.ThrowIfNull(volumes);
        ArgumentNullException.ThrowIfNull(field);
        var grid = volumes.Scan.Geometry;
        if (volumes.Reference.Geometry.Size != grid.Size || volumes.Prediction.Geometry.Size != grid.Size)
        {
            throw new ArgumentException("Scan, reference and prediction must share a grid.", nameof(volumes));
        }

        var box = ViewerBox.Around(volumes);
        var blocks = VoxelBlocks.Of(grid, box, mostVoxels);
        var scan = blocks.Mean(volumes.Scan);
        var window = IntensityWindow.OfQuantiles(scan.Voxels, 0.005, 0.995);
        var (reference, prediction) = (blocks.Middle(volumes.Reference), blocks.Middle(volumes.Prediction));
        byte[] agreement = [.. reference.Voxels.Zip(prediction.Voxels, Agreement)];
        var focus = grid.ToPhysical(field.Slice, field.CentreY, field.CentreX);
        return new(
            VolumeFile.ToNifti(new Volume<byte>(blocks.Geometry, [.. scan.Voxels.Select(v => window.Map(v))])),
            VolumeFile.ToNifti(new Volume<byte>(blocks.Geometry, agreement)),
            PlaneOf(grid.AxisZ), [-focus.X, -focus.Y, focus.Z], [blocks.Step.Z, blocks.Step.Y, blocks.Step.X]);
    }

    private static byte Agreement(byte reference, byte prediction) => (reference, prediction) switch
    {
        (0, 0) => 0,
        (_, 0) => 1,
        (0, _) => 2,
        _ => reference == prediction ? (byte)3 : (byte)4,
    };

    private static string PlaneOf(Vector3 normal)
    {
        var (x, y, z) = (Math.Abs(normal.X), Math.Abs(normal.Y), Math.Abs(normal.Z));
        return z >= x && z >= y ? "axial" : y >= x ? "coronal" : "sagittal";
    }
}
