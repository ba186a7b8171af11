using CsCheck;
using MedMim.Imaging.Boxes;

namespace MedMim.Imaging.Tests.Boxes;

public sealed class BoxClusteringTests
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.4)]
    public void ClustersAreThoseOfBruteForce(double threshold) =>
        GeneratedBoxes.Boxes.Sample(boxes =>
        {
            var expected = BruteForce(boxes, threshold, 3);
            var actual = BoxClustering.Merge(boxes, threshold, _ => 3);
            Assert.Equal(expected.Count, actual.Count);
            for (var i = 0; i < actual.Count; i++)
            {
                Assert.Equal(expected[i].Score, actual[i].Score, 9);
                Assert.Equal(expected[i].Label, actual[i].Label);
                Assert.Equal(expected[i].Box.LowZ, actual[i].Box.LowZ, 9);
                Assert.Equal(expected[i].Box.HighX, actual[i].Box.HighX, 9);
            }
        });

    [Fact]
    public void TwoViewsOfEqualWeightGiveTheMean()
    {
        ScoredBox[] boxes = [new(new(0, 0, 0, 4, 4, 4), 0.8, 1) { View = 0 }, new(new(0, 0, 0, 4, 4, 4), 0.4, 1) { View = 1 }];

        var merged = Assert.Single(BoxClustering.Merge(boxes, 0.3, _ => 2));

        Assert.Equal(0.6, merged.Score, 12);
        Assert.Equal(4, merged.Box.HighY, 12);
    }

    [Theory]
    [InlineData(1, 0.9)]
    [InlineData(3, 0.3)]
    public void ViewsThatSawNothingLowerTheScore(int expected, double score)
    {
        var merged = Assert.Single(BoxClustering.Merge([new(new(0, 0, 0, 4, 4, 4), 0.9, 1)], 0.3, _ => expected));

        Assert.Equal(score, merged.Score, 12);
    }

    [Fact]
    public void NothingGivesNothing() => Assert.Empty(BoxClustering.Merge([], 0.3));

    private static List<ScoredBox> BruteForce(ScoredBox[] boxes, double threshold, int expected)
    {
        var left = boxes.OrderByDescending(b => b.Score).ToList();
        var clusters = new List<ScoredBox>();
        while (left.Count > 0)
        {
            var top = left[0];
            List<ScoredBox> group = [top, .. left.Skip(1).Where(b => b.Label == top.Label && BoxOverlap.IoU(b.Box, top.Box) > threshold)];
            left = [.. left.Skip(1).Where(b => b.Label != top.Label || BoxOverlap.IoU(b.Box, top.Box) <= threshold)];
            var missing = Math.Max(0, expected - group.Select(b => b.View).Distinct().Count());
            if (top.Box.Volume <= 0)
            {
                clusters.Add(new(top.Box, top.Score / (1 + missing), top.Label));
                continue;
            }

            double Weight(ScoredBox b) => BoxOverlap.IoU(b.Box, top.Box) * b.Box.Volume * b.Weight;
            double Edge(Func<Box3, double> edge) => group.Sum(b => Weight(b) * b.Score * edge(b.Box)) / group.Sum(b => Weight(b) * b.Score);
            clusters.Add(new(
                new(Edge(b => b.LowZ), Edge(b => b.LowY), Edge(b => b.LowX), Edge(b => b.HighZ), Edge(b => b.HighY), Edge(b => b.HighX)),
                group.Sum(b => Weight(b) * b.Score) / (group.Sum(Weight) + (missing * group.Average(Weight))), top.Label));
        }

        return [.. clusters.OrderByDescending(c => c.Score)];
    }
}
