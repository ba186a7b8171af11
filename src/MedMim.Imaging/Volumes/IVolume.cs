namespace MedMim.Imaging.Volumes;

/// <summary>A volume whose voxel type is known at run time only. Match on <see cref="Volume{T}"/> to reach the voxels.</summary>
public interface IVolume
{
    /// <summary>The grid.</summary>
    VolumeGeometry Geometry { get; }

    /// <summary>The type of its voxels.</summary>
    VoxelType VoxelType { get; }

    /// <summary>Smallest and largest voxel value.</summary>
    (double Minimum, double Maximum) Range();
}
