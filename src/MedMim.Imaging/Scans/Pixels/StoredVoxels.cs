using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Scans.Pixels;

/// <summary>The outcome of reading a volume into a <c>.npy</c> file.</summary>
/// <param name="Geometry">The grid.</param>
/// <param name="VoxelType">
/// The type on disk: 16-bit integer where the rescaled values are integers that fit, 32-bit floating point otherwise.
/// </param>
/// <param name="Minimum">Smallest voxel value after rescaling.</param>
/// <param name="Maximum">Largest voxel value after rescaling.</param>
public sealed record StoredVoxels(VolumeGeometry Geometry, VoxelType VoxelType, double Minimum, double Maximum)
{
    /// <summary>The unit of the values: <c>HU</c>, <c>SUVbw</c>, <c>SUVlbm</c>; empty where they have none or it is not known.</summary>
    public string Unit { get; init; } = string.Empty;

    /// <summary>Codes of what was put right while reading, besides those of the plan.</summary>
    public IReadOnlyList<string> Corrections { get; init; } = [];
}
