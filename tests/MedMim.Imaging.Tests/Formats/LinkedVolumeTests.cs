using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Formats;

public sealed class LinkedVolumeTests
{
    [Theory]
    [InlineData("v.nii")]
    [InlineData("v.nii.gz")]
    [InlineData("v.nrrd")]
    [InlineData("v.mha")]
    public void ALinkIsReadAsTheFileThatItLeadsTo(string name)
    {
        using var folder = new TemporaryFolder();
        var volume = new Volume<float>(
            VolumeGeometry.Identity(new(4, 5, 6), new(1, 2, 3)), [.. Enumerable.Range(0, 120).Select(i => (float)i)]);
        VolumeFile.Write(folder.File(name), volume);
        var link = Path.Combine(Directory.CreateDirectory(folder.File("linked")).FullName, name);
        File.CreateSymbolicLink(link, folder.File(name));

        Assert.Equal(volume.Voxels, VolumeFile.ReadFloat(link).Voxels);
    }
}
