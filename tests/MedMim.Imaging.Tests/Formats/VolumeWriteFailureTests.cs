using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Formats;

public sealed class VolumeWriteFailureTests
{
    private static readonly Volume<short> Small = new(VolumeGeometry.Identity(new(2, 2, 2), new(1, 1, 1)));

    [Fact]
    public void AWriterThatFailsLeavesTheOldFileAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("v.nrrd");
        VolumeFile.Write(path, Small);
        var before = File.ReadAllBytes(path);

        // A spacing that ITK refuses makes the writer fail half-way.
        var broken = new Volume<short>(Small.Geometry with { Spacing = new(0, 1, 1) }, Small.Voxels);
        Assert.Throws<IOException>(() => VolumeFile.Write(path, broken));

        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder.Root));
    }

    [Fact]
    public void AFolderThatCannotBeMadeIsAnIoError()
    {
        using var folder = new TemporaryFolder();
        folder.File("file", [1]);
        Assert.ThrowsAny<IOException>(() => VolumeFile.Write(folder.File("file/v.nii.gz"), Small));
    }

    [Theory]
    [InlineData("v.txt")]
    [InlineData("v.gz")]
    [InlineData("v")]
    public void AnUnknownExtensionIsAnArgumentError(string name)
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<ArgumentException>(() => VolumeFile.Write(folder.File(name), Small));
        Assert.Empty(Directory.GetFiles(folder.Root));
    }

    [Fact]
    public void AFullDiskLeavesNothingBehind()
    {
        var disk = Environment.GetEnvironmentVariable("MEDMIM_TEST_FULL_DISK");
        if (string.IsNullOrEmpty(disk))
        {
            Assert.Skip("MEDMIM_TEST_FULL_DISK names no small tmpfs");
        }

        var geometry = VolumeGeometry.Identity(new(40, 100, 100), new(1, 1, 1));
        var noise = Enumerable.Range(0, 400_000).Select(i => (short)((i * 7919L * (i % 65_521)) % 32_749)).ToArray();
        foreach (var extension in new[] { ".nii", ".nii.gz", ".nrrd", ".mha" })
        {
            Assert.Throws<IOException>(() => VolumeFile.Write(Path.Combine(disk, "v" + extension), new Volume<short>(geometry, noise)));
            Assert.Empty(Directory.GetFiles(disk));
        }
    }
}
