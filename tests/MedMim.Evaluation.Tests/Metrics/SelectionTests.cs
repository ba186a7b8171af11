using CsCheck;
using MedMim.Evaluation.Metrics;

namespace MedMim.Evaluation.Tests.Metrics;

public class SelectionTests
{
    [Fact]
    public void The_value_at_a_place_is_that_of_the_sorted_values() =>
        Gen.Select(Gen.Int[0, 9].Array[1, 60], Gen.Int[0, 1000]).Sample((whole, draw) =>
        {
            double[] values = [.. whole.Select(v => (double)v)];
            double[] sorted = [.. values.Order()];
            var rank = draw % values.Length;
            Assert.Equal(sorted[rank], Selection.Place(values, rank));
            Assert.Equal(sorted, values.Order());
            Assert.All(values[..rank], v => Assert.True(v <= sorted[rank]));
            Assert.All(values[rank..], v => Assert.True(v >= sorted[rank]));
        });
}
