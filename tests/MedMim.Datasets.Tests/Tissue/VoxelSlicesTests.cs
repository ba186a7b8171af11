using MedMim.Datasets.Store;
using MedMim.Datasets.Tissue;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tests.Tissue;

public class VoxelSlicesTests
{
    // The prior of a mapped integer volume is that of the same numbers in floating point.
    [Theory]
    [InlineData("CT")]
    [InlineData("MR")]
    public void IntegersAndFloatsHaveOnePrior(string modality)
    {
        var geometry = VolumeGeometry.Identity(new(9, 50, 67), new(1, 1.5, 3));
        var random = new RandomStream(new StreamKey(3, "slices"));
        var shorts = new short[geometry.Size.Count];
        for (var i = 0; i < shorts.Length; i++)
        {
            var (y, x) = (i / 67 % 50, i % 67);
            var inside = ((y - 25) * (y - 25)) + ((x - 30) * (x - 30)) < 400;
            shorts[i] = (short)((inside ? 40 : -1000) + random.NextInt32(60));
        }

        var floats = new Volume<float>(geometry, Array.ConvertAll(shorts, v => (float)v));
        var expected = TissuePrior.Compute(floats, modality);
        var actual = TissuePrior.Compute(VoxelSlices.Of<short>(geometry, shorts), modality);
        Assert.Equal(expected.Method, actual.Method);
        Assert.Equal(expected.Classes.Voxels, actual.Classes.Voxels);
        Assert.Contains((byte)3, actual.Classes.Voxels);
        Assert.Contains((byte)0, actual.Classes.Voxels);
    }

    // The prior of a stored volume, read slice by slice from its file, is that of the same voxels in memory.
    [Theory]
    [InlineData("CT", 1f)]
    [InlineData("MR", 1f)]
    [InlineData("CT", 1.001f)]
    [InlineData("PT", 1.001f)]
    public void AFileAndMemoryHaveOnePrior(string modality, float scale)
    {
        using var folder = new TemporaryFolder();
        var geometry = VolumeGeometry.Identity(new(11, 40, 65), new(1, 1.5, 3));
        var random = new RandomStream(new StreamKey(4, "slices"));
        var voxels = new float[geometry.Size.Count];
        for (var i = 0; i < voxels.Length; i++)
        {
            var (y, x) = (i / 65 % 40, i % 65);
            var inside = ((y - 20) * (y - 20)) + ((x - 30) * (x - 30)) < 250;
            voxels[i] = scale * ((inside ? 40 : -1000) + random.NextInt32(60));
        }

        var volume = VoxelNarrowing.Apply<float>(geometry, voxels);
        var path = folder.File("v.npy");
        NpyFile.Write(path, volume);
        using var stored = VoxelReader.Open(path, geometry, volume.VoxelType);
        Assert.Equal(scale == 1 ? VoxelType.Int16 : VoxelType.Float32, volume.VoxelType);
        Assert.Equal(voxels[7777], stored.Slices.At(7777));
        Assert.Equal(VoxelSlices.Of(new Volume<float>(geometry, voxels)).Range(), stored.Slices.Range());
        var expected = TissuePrior.Compute(new Volume<float>(geometry, voxels), modality);
        var actual = TissuePrior.Compute(stored.Slices, modality);
        Assert.Equal(expected.Method, actual.Method);
        Assert.Equal(expected.Classes.Voxels, actual.Classes.Voxels);
    }
}
