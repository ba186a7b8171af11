using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Sampling;

/// <summary>
/// A crop of a prepared volume, C order [z, y, x]. Where the crop reaches beyond the volume, the image is filled with its
/// minimum, the tissue with air, the label with 255 (ignored), and <see cref="Present"/> is 0: such voxels are known to be
/// absent and never count in a loss of reconstruction. So are those that hold nothing (<see cref="Store.TissueClass.Absent"/>),
/// whose image and label stay as they are.
/// </summary>
/// <param name="CaseId">The case it was taken from.</param>
/// <param name="Start">Index [z, y, x] of its first voxel in the volume; negative where it begins outside.</param>
/// <param name="Geometry">Its grid, as it was cut: mirroring and the like do not change it.</param>
/// <param name="Image">Normalised intensities, [c, z, y, x]: one channel, unless all of a case's are asked for.</param>
/// <param name="Tissue">The tissue prior.</param>
/// <param name="Label">Label values; null without a label.</param>
/// <param name="Present">1 where something was measured, 0 in padding and where the scan holds nothing.</param>
public sealed record Patch(
    string CaseId, (int Z, int Y, int X) Start, VolumeGeometry Geometry, float[] Image, byte[] Tissue, byte[]? Label, byte[] Present)
{
    /// <summary>Its size, [z, y, x] in voxels.</summary>
    public GridSize Size => Geometry.Size;
}
