using CsCheck;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Volumes;

public sealed class ExtremesTests
{
    [Fact]
    public void AreThoseOfOneAtATime() => Gen.Float[-1e30f, 1e30f].Array[1, 70].Sample(values =>
        Assert.Equal((values.Min(), values.Max()), Extremes.Of(values)));

    [Fact]
    public void OfNothingAreTheOtherWayRound() =>
        Assert.Equal((float.PositiveInfinity, float.NegativeInfinity), Extremes.Of([]));
}
