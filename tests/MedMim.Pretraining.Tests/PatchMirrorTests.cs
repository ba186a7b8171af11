using MedMim.Datasets.Store;
using MedMim.Imaging.Volumes;

namespace MedMim.Pretraining.Tests;

public sealed class PatchMirrorTests
{
    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    [InlineData(true, true, true)]
    public void Each_axis_is_reversed_on_its_own(bool z, bool y, bool x)
    {
        var size = new GridSize(2, 3, 4);
        var patch = Patches.Of(size, TissueClass.Tissue);
        var flipped = PatchMirror.Flip(patch.Image, patch, z, y, x);
        for (var i = 0; i < flipped.Length; i++)
        {
            var (iz, iy, ix) = (i / 12, i / 4 % 3, i % 4);
            Assert.Equal(size.Offset(z ? 1 - iz : iz, y ? 2 - iy : iy, x ? 3 - ix : ix), flipped[i]);
        }
    }
}
