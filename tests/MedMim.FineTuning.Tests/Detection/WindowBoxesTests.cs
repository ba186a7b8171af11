using MedMim.FineTuning.Detection;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Tests.Detection;

public sealed class WindowBoxesTests
{
    // Windows begin at 0, 8 and 16 along z; there is one along y and x.
    private static readonly WindowBoxes Windows = new(new GridSize(32, 16, 16), new GridSize(16, 16, 16), 0.5);

    [Fact]
    public void ABoxThatItsWindowCutsIsDroppedWhereTheNextWindowShowsMore()
    {
        Assert.Null(Windows.InVolume(Found(10, 15.5), (0, 0, 0)));
        Assert.NotNull(Windows.InVolume(Found(2, 7), (8, 0, 0)));
        Assert.Null(Windows.InVolume(Found(-0.5, 4), (8, 0, 0)));
    }

    [Fact]
    public void ABoxTooLargeForAnyWindowIsKept() => Assert.NotNull(Windows.InVolume(Found(2, 15.5), (0, 0, 0)));

    [Fact]
    public void TheVolumesOwnBorderCutsNothing()
    {
        Assert.NotNull(Windows.InVolume(Found(-0.5, 4), (0, 0, 0)));
        Assert.Equal(31.5, Windows.InVolume(Found(12, 15.5), (16, 0, 0))!.Value.Box.HighZ);
    }

    [Fact]
    public void WindowsThatShowABoxWholeAreCounted()
    {
        Assert.Equal(2, Windows.Showing(new(9, 2, 2, 14, 6, 6)));
        Assert.Equal(1, Windows.Showing(new(1, 2, 2, 5, 6, 6)));
        Assert.Equal(1, Windows.Showing(new(0, 2, 2, 31, 6, 6)));
    }

    [Fact]
    public void WhatLiesInPaddingIsDroppedAndTheMiddleWeighsMost()
    {
        var small = new WindowBoxes(new GridSize(8, 8, 8), new GridSize(16, 16, 16), 0.5);
        var start = (-4, -4, -4);

        Assert.Null(small.InVolume(new(new(0, 0, 0, 3, 3, 3), 1, 1), start));
        Assert.True(Windows.InVolume(Found(6, 9), (0, 0, 0))!.Value.Weight > Windows.InVolume(Found(1, 3), (0, 0, 0))!.Value.Weight);
    }

    private static ScoredBox Found(double low, double high) => new(new(low, 4, 4, high, 9, 9), 0.5, 1);
}
