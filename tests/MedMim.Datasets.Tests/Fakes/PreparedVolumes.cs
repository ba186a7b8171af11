using MedMim.Datasets.Preparation;
using MedMim.Datasets.Store;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tests.Fakes;

internal static class PreparedVolumes
{
    /// <summary>A volume whose voxel at offset i has the intensity i, so that a crop shows where it came from.</summary>
    public static PreparedVolume Ramp(GridSize size, byte[]? label = null, byte[]? tissue = null, string id = "ramp")
    {
        var geometry = VolumeGeometry.Identity(size, new Vector3(1, 1, 1));
        var image = Enumerable.Range(0, (int)size.Count).Select(i => (float)i).ToArray();
        tissue ??= [.. Enumerable.Repeat((byte)TissueClass.Tissue, (int)size.Count)];
        return new PreparedVolume(
            new PreparedCase(id, "p-" + id, "MR", geometry, label is not null), image, tissue,
            label is null ? null : (ReadOnlyMemory<byte>?)label);
    }
}
