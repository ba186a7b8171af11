using MedMim.Datasets.Preparation.Fingerprints;

namespace MedMim.Datasets.Tests.Preparation.Fingerprints;

public class TargetSpacingTests
{
    [Fact]
    public void TheMedianOfEachAxis()
    {
        var spacing = TargetSpacing.Of(Made([[1, 0.8, 0.7], [2, 0.9, 0.7], [1.5, 1, 2]], [100, 300, 300]), 3);
        Assert.Equal(new(1.5, 0.9, 0.7), spacing);
    }

    [Theory]
    [InlineData(30, 2.6)] // few thick slices: the 10th percentile, 2 + 0.2·(5 − 2)
    [InlineData(200, 5)] // as many as pixels: the median
    public void AThickAxisOfFewVoxelsIsTakenFiner(int slices, double expected)
    {
        var spacing = TargetSpacing.Of(Made([[2, 1, 1], [5, 1, 1], [6, 1, 1]], [slices, 256, 256]), 3);
        Assert.Equal(expected, spacing.Z, 9);
    }

    [Fact]
    public void ItIsNeverFinerThanTheOtherAxes() =>
        Assert.Equal(1.2, TargetSpacing.Of(Made([[0.5, 1.2, 1], [6, 1.2, 1], [6, 1.2, 1], [0.5, 1.2, 1], [6, 1.2, 1]], [20, 256, 256]), 3).Z);

    private static DatasetFingerprint Made(double[][] spacings, int[] shape) => new()
    {
        Foreground = [],
        MedianRelativeSizeAfterCropping = 1,
        ShapesAfterCrop = [.. spacings.Select(_ => shape)],
        Spacings = spacings,
        Source = new(spacings.Length, 0, [], [], 1000),
    };
}
