using CsCheck;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Boxes;

namespace MedMim.Imaging.Tests.Boxes;

public sealed class SuppressionTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void SuppressionIsThatOfBruteForce(double threshold) =>
        GeneratedBoxes.Boxes.Sample(boxes => Assert.Equal(BruteForce(boxes, threshold), NonMaximumSuppression.Keep(boxes, threshold)));

    [Fact]
    public void ABoxOfAnotherLabelIsNeverSuppressed()
    {
        var box = new Box3(0, 0, 0, 4, 4, 4);

        Assert.Equal([1, 0], NonMaximumSuppression.Keep([new(box, 0.5, 1), new(box, 0.9, 2), new(box, 0.4, 1)], 0.3));
    }

    [Fact]
    public void ManyBoxesInOnePlaceLeaveOne()
    {
        ScoredBox[] boxes = [.. Enumerable.Range(0, 20_000).Select(i => new ScoredBox(new(0, 0, 0, 10, 10, 10), 1.0 / (i + 1), 1))];

        Assert.Equal([0], NonMaximumSuppression.Keep(boxes, 0.5));
    }

    [Theory]
    [InlineData(double.NaN, 0.5)]
    [InlineData(double.PositiveInfinity, 0.5)]
    [InlineData(-1, 0.5)]
    [InlineData(1, double.NaN)]
    public void ABoxThatIsNoneIsNamed(double edge, double score)
    {
        ScoredBox[] boxes = [new(new(0, 0, 0, 1, 1, 1), 1, 1), new(new(0, 0, 0, edge, 1, 1), score, 1)];

        Assert.Contains("box 1", Assert.Throws<InputException>(() => NonMaximumSuppression.Keep(boxes, 0.5)).Message, StringComparison.Ordinal);
    }

    private static List<int> BruteForce(ScoredBox[] boxes, double threshold)
    {
        var kept = new List<int>();
        foreach (var i in Enumerable.Range(0, boxes.Length).OrderByDescending(i => boxes[i].Score).ThenBy(i => i))
        {
            if (kept.TrueForAll(k => boxes[k].Label != boxes[i].Label || BoxOverlap.IoU(boxes[k].Box, boxes[i].Box) <= threshold))
            {
                kept.Add(i);
            }
        }

        return kept;
    }
}
