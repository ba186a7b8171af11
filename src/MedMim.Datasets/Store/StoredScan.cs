using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Store;

/// <summary>A scan's files as a store keeps them.</summary>
/// <param name="Name">What it is called in messages: its pseudonym.</param>
/// <param name="Modality">CT, MR, PT or OT.</param>
/// <param name="Geometry">The grid.</param>
/// <param name="VoxelType">The voxels' type on disk.</param>
/// <param name="Image">Intensities, an <c>.npy</c> file [z, y, x].</param>
/// <param name="Tissue">The tissue prior on the same grid, uint8.</param>
public sealed record StoredScan(
    string Name, string Modality, VolumeGeometry Geometry, VoxelType VoxelType, string Image, string Tissue);
