using MedMim.Datasets.Tissue;
using MedMim.Foundation.Randomness;
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
}
