using CsCheck;
using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Tests.Statistics;

public class HolmCorrectionTests
{
    // By hand: 4·0.005, 3·0.01, then 2·0.03 and 1·0.04, of which the later may not be less.
    [Fact]
    public void The_smallest_counts_most_and_no_value_falls_below_one_before_it() =>
        Assert.Equal([0.03, 0.06, 0.06, 0.02], HolmCorrection.Adjust([0.01, 0.04, 0.03, 0.005]).Select(p => Math.Round(p!.Value, 12)));

    [Fact]
    public void Missing_values_do_not_count() => Assert.Equal([null, 0.2, null, 0.1], HolmCorrection.Adjust([null, 0.2, null, 0.05]));

    [Fact]
    public void None_is_above_one() => Assert.Equal([1.0, 1.0], HolmCorrection.Adjust([0.6, 0.9]));

    /// <summary>Rejecting what is below α is Holm's procedure: from the smallest on, while p ≤ α/(m − i).</summary>
    [Fact]
    public void Adjusted_values_reject_what_the_procedure_does() => Gen.Double[0, 1].Array[1, 20].Sample(p =>
    {
        const double alpha = 0.3;
        var order = Enumerable.Range(0, p.Length).OrderBy(i => p[i]).ToArray();
        var rejected = order.TakeWhile((i, rank) => p[i] * (p.Length - rank) < alpha).Order();
        var adjusted = HolmCorrection.Adjust([.. p.Select(v => (double?)v)]);
        Assert.Equal(rejected, Enumerable.Range(0, p.Length).Where(i => adjusted[i] < alpha));
    });
}
