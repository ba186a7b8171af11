using MedMim.Foundation.Randomness;

namespace MedMim.Foundation.Tests.Randomness;

public sealed class RandomStreamTests
{
    [Fact]
    public void EqualKeysGiveEqualNumbers()
    {
        var a = new RandomStream(new(7, "mask", 1, 2, 3));
        var b = new RandomStream(new(7, "mask", 1, 2, 3));
        Assert.Equal(Enumerable.Range(0, 100).Select(_ => a.NextUInt64()), Enumerable.Range(0, 100).Select(_ => b.NextUInt64()));
    }

    [Fact]
    public void EveryFieldOfTheKeyMatters()
    {
        StreamKey key = new(7, "mask", 1, 2, 3);
        StreamKey[] keys = [key, key with { Seed = 8 }, key with { Purpose = "crop" }, key with { Epoch = 2 },
            key with { Step = 3 }, key with { Sample = 4 }];
        Assert.Equal(keys.Length, keys.Select(k => new RandomStream(k).NextUInt64()).Distinct().Count());
    }

    [Fact]
    public void DoublesAreUniform()
    {
        var stream = new RandomStream(new(1, "uniform"));
        var values = Enumerable.Range(0, 100_000).Select(_ => stream.NextDouble()).ToArray();
        Assert.All(values, v => Assert.InRange(v, 0, 1 - 1e-16));
        Assert.Equal(0.5, values.Average(), 0.005);
        Assert.Equal(1.0 / 12, values.Select(v => (v - 0.5) * (v - 0.5)).Average(), 0.002);
    }

    [Fact]
    public void GaussiansHaveMeanZeroAndVarianceOne()
    {
        var stream = new RandomStream(new(1, "gaussian"));
        var values = Enumerable.Range(0, 100_000).Select(_ => stream.NextGaussian()).ToArray();
        Assert.Equal(0, values.Average(), 0.02);
        Assert.Equal(1, values.Select(v => v * v).Average(), 0.03);
        Assert.Equal(3, values.Select(v => v * v * v * v).Average(), 0.15);
    }

    [Fact]
    public void IntegersBelowABoundAreUnbiased()
    {
        var stream = new RandomStream(new(1, "int"));
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
        {
            counts[stream.NextInt32(7)]++;
        }

        Assert.All(counts, c => Assert.InRange(c, 9_600, 10_400));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.NextInt32(0));
    }

    [Fact]
    public void ShufflesReachEveryOrderEquallyOften()
    {
        var seen = new Dictionary<string, int>();
        for (var i = 0; i < 24_000; i++)
        {
            var order = new[] { 0, 1, 2, 3 };
            new RandomStream(new(1, "shuffle", 0, i)).Shuffle<int>(order);
            var text = string.Concat(order);
            seen[text] = seen.GetValueOrDefault(text) + 1;
        }

        Assert.Equal(24, seen.Count);
        Assert.All(seen.Values, c => Assert.InRange(c, 850, 1150));
    }
}
