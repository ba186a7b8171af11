using CsCheck;
using MedMim.Datasets.Tissue;
using MedMim.Imaging.Volumes;
using Itk = MedMim.Imaging.Itk;

namespace MedMim.Datasets.Tests.Tissue;

public class OtsuThresholdTests
{
    [Fact]
    public void TheThresholdIsItksForFloatsAndForIntegers() =>
        Gen.Select(Gen.Int[-300, 4000].Array[4 * 6 * 70], Gen.Int[-100, 100], Gen.Int[500, 3000]).Sample((values, low, range) =>
        {
            var geometry = VolumeGeometry.Identity(new(4, 6, 70), new(1, 1, 1));
            var scale = new LogarithmicScale(low, range);
            var places = new Volume<float>(geometry, Array.ConvertAll(values, v => scale.Of(v)));
            var expected = (float)Itk.OtsuThreshold.Execute(places);
            Assert.Equal(expected, OtsuThreshold.Of(VoxelSlices.Of(new Volume<float>(geometry, Array.ConvertAll(values, v => (float)v))), scale));
            Assert.Equal(expected, OtsuThreshold.Of(VoxelSlices.Of<short>(geometry, Array.ConvertAll(values, v => (short)v)), scale));
        }, iter: 60);

    [Fact]
    public void AboveAThresholdOfTheScaleIsAboveItsIntensity() =>
        Gen.Select(Gen.Float[-1000, 1000], Gen.Float[0.1f, 5000], Gen.Float[0, 3], Gen.Float[-2000, 8000]).Sample((low, range, place, value) =>
        {
            var scale = new LogarithmicScale(low, range);
            Assert.Equal(scale.Of(value) > place, value > scale.ValueOf(place));
        });
}
