using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Measurements;

/// <summary>One lesion: a 26-connected component of a label.</summary>
/// <param name="Voxels">How many voxels.</param>
/// <param name="Volume">Their volume, ml.</param>
/// <param name="Diameter">The largest distance between two of its voxel centres, mm; 0 for a single voxel.</param>
/// <param name="AxialDiameter">The largest such distance within one slice across the body (the grid's plane nearest to the axial one), mm.</param>
/// <param name="Centroid">The mean of its voxel centres, LPS, mm.</param>
public sealed record LesionMeasurement(long Voxels, double Volume, double Diameter, double AxialDiameter, Vector3 Centroid)
{
    /// <summary>Measures every lesion of a label, the largest first.</summary>
    /// <param name="labels">Label values on the scan's grid.</param>
    /// <param name="value">The label.</param>
    public static IReadOnlyList<LesionMeasurement> All(Volume<byte> labels, byte value)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var order = AxisOrder.ToLps(labels.Geometry);
        var turned = order == AxisOrder.Identity
            ? labels
            : new SourceRegion(labels.Geometry, order, VoxelBox.Whole(order.Apply(labels.Geometry).Size)).Take<byte>(labels.Voxels);
        return [.. LesionRuns.Find(turned.Voxels, turned.Geometry.Size, value).Select(r => Of(r, turned.Geometry)).OrderByDescending(l => l.Voxels)];
    }

    private static LesionMeasurement Of(IReadOnlyList<LesionRun> runs, VolumeGeometry grid)
    {
        var (count, x, y, z) = (0L, 0.0, 0.0, 0.0);
        foreach (var run in runs)
        {
            var length = run.End - run.From;
            count += length;
            x += length * ((run.From + run.End - 1) / 2.0);
            y += length * (double)run.Y;
            z += length * (double)run.Z;
        }

        var (inSpace, inSlice) = Measurements.Diameter.Of(runs, grid.Spacing);
        return new(count, count * grid.VoxelVolume / 1000, inSpace, inSlice, grid.ToPhysical(z / count, y / count, x / count));
    }
}
