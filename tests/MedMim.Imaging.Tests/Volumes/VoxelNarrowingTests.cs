using CsCheck;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Volumes;

public sealed class VoxelNarrowingTests
{
    private static readonly float[] Odd = [0.5f, float.NaN, 1e30f, -32769f, -0f, 7f];
    private static readonly VolumeGeometry Two = VolumeGeometry.Identity(new(1, 1, 2), new(1, 1, 1));

    [Fact]
    public void IntegersThatFitBecomeShortsWhateverTheirType()
    {
        Assert.Equal([-32768, 32767], Assert.IsType<Volume<short>>(VoxelNarrowing.Apply<double>(Two, [-32768.0, 32767.0])).Voxels);
        Assert.Equal([0, 255], Assert.IsType<Volume<short>>(VoxelNarrowing.Apply<byte>(Two, [0, 255])).Voxels);
        Assert.Equal([7, 8], Assert.IsType<Volume<short>>(VoxelNarrowing.Apply<ulong>(Two, [7, 8])).Voxels);
    }

    [Theory]
    [InlineData(32768, 0)]
    [InlineData(-32769, 0)]
    [InlineData(0.5, 0)]
    [InlineData(1e-30, 0)]
    public void EverythingElseBecomesFloats(double a, double b) =>
        Assert.Equal([(float)a, (float)b], Assert.IsType<Volume<float>>(VoxelNarrowing.Apply<double>(Two, [a, b])).Voxels);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    public void WhatIsNoNumberIsRefused(double bad)
    {
        var e = Assert.Throws<RefusedException>(() => VoxelNarrowing.Apply<double>(Two, [bad, 1]));
        Assert.Equal(RefusalCodes.NotFinite, e.Refusal.Code);
    }

    [Fact]
    public void UnsignedWordsAreExactEitherWay() =>
        Gen.UShort.Array[2].Sample(values =>
        {
            var kept = VoxelNarrowing.Apply<ushort>(Two, values) switch
            {
                Volume<short> s => s.Voxels.Select(v => (int)v),
                Volume<float> f => f.Voxels.Select(v => (int)v),
                _ => [],
            };
            Assert.Equal(values.Select(v => (int)v), kept);
        });

    [Fact]
    public void ManyAtATimeGivesWhatOneAtATimeGives() =>
        Gen.Select(Gen.Int[-33000, 33000].Select(i => (float)i).Array[0, 70], Gen.Int[0, 5].Select(i => Odd[i]), Gen.Int[0, 69])
            .Sample((values, odd, place) =>
            {
                if (place < values.Length)
                {
                    values[place] = odd;
                }

                var fits = VoxelNarrowing.FitsInt16<float>(values);
                Assert.Equal(fits, VoxelNarrowing.AreShorts(values));
                if (fits)
                {
                    var shorts = new short[values.Length];
                    VoxelNarrowing.ToInt16(values, shorts);
                    Assert.Equal(values.Select(v => (short)v), shorts);
                }
            });
}
