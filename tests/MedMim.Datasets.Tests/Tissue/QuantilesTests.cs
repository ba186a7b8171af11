using CsCheck;
using MedMim.Datasets.Tissue;

namespace MedMim.Datasets.Tests.Tissue;

public class QuantilesTests
{
    [Fact]
    public void CountingFindsWhatSortingFinds() =>
        Gen.Select(Gen.Float[-1e30f, 1e30f].Array[1, 300], Gen.Int[-40, 40].Select(i => (float)i).Array[1, 300], Gen.Double[0, 1])
            .Sample((spread, ties, share) =>
            {
                foreach (var values in new[] { spread, ties })
                {
                    var sorted = values.Order().ToArray();
                    Assert.Equal(
                        [sorted[0], sorted[(int)Math.Round(share * (sorted.Length - 1))], sorted[^1]],
                        Quantiles.Of(values, 0, share, 1));
                }
            });

    [Fact]
    public void OfManyValuesEverySecondIsLookedAt()
    {
        var values = Enumerable.Range(0, Quantiles.LargestSample + 3).Select(i => i % 2 == 0 ? i : -1e9f).ToArray();
        Assert.Equal([0, values[^1]], Quantiles.Of(values, 0, 1));
    }
}
