using CsCheck;
using MedMim.Imaging.Boxes;

namespace MedMim.Imaging.Tests.Boxes;

public sealed class BoxOverlapTests
{
    private static readonly Box3 Unit = new(0, 0, 0, 2, 2, 2);

    [Theory]
    [InlineData(0, 1.0, 1.0)]
    [InlineData(1, 1 / 3.0, 1 / 3.0)]
    [InlineData(2, 0, 0)]
    [InlineData(4, 0, -1 / 3.0)]
    public void ShiftedCubesOverlapAsTheClosedFormSays(double shift, double iou, double generalised)
    {
        var other = Unit.Shift(0, shift, 0);

        Assert.Equal(iou, BoxOverlap.IoU(Unit, other), 12);
        Assert.Equal(generalised, BoxOverlap.GeneralisedIoU(Unit, other), 12);
    }

    [Fact]
    public void OverlapIsSymmetricInRangeAndUnmovedByAShift() =>
        Gen.Select(GeneratedBoxes.Box, GeneratedBoxes.Box, Gen.Double[-50, 50]).Sample((a, b, shift) =>
        {
            var (iou, generalised) = (BoxOverlap.IoU(a, b), BoxOverlap.GeneralisedIoU(a, b));
            Assert.InRange(iou, 0, 1 + 1e-12);
            Assert.InRange(generalised, -1 - 1e-12, iou + 1e-12);
            Assert.Equal(iou, BoxOverlap.IoU(b, a), 12);
            Assert.Equal(generalised, BoxOverlap.GeneralisedIoU(b, a), 12);
            Assert.Equal(iou, BoxOverlap.IoU(a.Shift(shift, -shift, shift), b.Shift(shift, -shift, shift)), 9);
        });

    [Fact]
    public void BoxesWithoutAVolumeOverlapByNothing()
    {
        var point = new Box3(1, 1, 1, 1, 1, 1);

        Assert.Equal(0, BoxOverlap.IoU(point, point));
        Assert.Equal(0, BoxOverlap.IoU(Unit, point));
        Assert.False(new Box3(0, 0, 0, double.NaN, 1, 1).IsValid);
        Assert.False(new Box3(0, 0, 2, 1, 1, 1).IsValid);
    }
}
