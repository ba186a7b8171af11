using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Tests.Statistics;

public class WilcoxonSignedRankTests
{
    [Fact]
    public void Equals_scipy_and_the_enumeration_of_tied_ranks()
    {
        var cases = StatisticsGolden.Load().Wilcoxon;
        Assert.NotEmpty(cases);
        Assert.All(cases, c => Assert.Equal(c.P, WilcoxonSignedRank.PValue(c.Differences)!.Value, 1e-9));
    }

    [Fact]
    public void No_difference_has_no_p() => Assert.Null(WilcoxonSignedRank.PValue([0, 0]));
}
