using MedMim.Datasets.Sampling;
using MedMim.Foundation.Failures;

namespace MedMim.Datasets.Tests.Sampling;

public class PatchFitTests
{
    [Theory]
    [InlineData(16, 16, 16, 1)]
    [InlineData(99, 16, 99, 1)]
    [InlineData(8, 99, 16, 0.5)]
    [InlineData(8, 8, 8, 0.125)]
    public void AVolumeFillsWhatItHasAlongEachAxis(int z, int y, int x, double share) =>
        Assert.Equal(share, PatchFit.ShareFilled(new(z, y, x), new(16, 16, 16)));

    [Fact]
    public void OneVolumeThatFillsEnoughIsEnough() => PatchFit.Require([new(2, 2, 2), new(8, 16, 20)], new(16, 16, 16));

    [Fact]
    public void NoneIsAnErrorThatNamesTheBest()
    {
        var error = Assert.Throws<InputException>(() => PatchFit.Require([new(35, 51, 36), new(20, 20, 20)], new(256, 256, 256)));
        Assert.Contains("patch_size: is 256×256×256 voxels, of which none of the 2 prepared volumes fills more than 0.4", error.Message, StringComparison.Ordinal);
        Assert.Contains("35×51×36", error.Message, StringComparison.Ordinal);
    }
}
