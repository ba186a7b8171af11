using MedMim.FineTuning.Detection;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;
using MedMim.Models.Networks.Detection;

namespace MedMim.FineTuning.Tests.Detection;

public sealed class AnchorTests : TorchTests
{
    private static readonly RetinaUNetOptions Network = RetinaUNetOptions.Of("resenc-tiny", 1, 2);

    [Fact]
    public void AnchorsAreThoseOfTheLesionsSizesAndSmallOnesAreFine()
    {
        Box3[] boxes =
        [
            .. Enumerable.Range(0, 30).Select(i => Box3.Around((0, 0, 0), (4 + (i % 3 * 0.1), 4, 5))),
            .. Enumerable.Range(0, 30).Select(i => Box3.Around((0, 0, 0), (20, 24 + (i % 2), 22))),
        ];
        var plan = AnchorPlanner.Plan(boxes, 3, 2);

        Assert.Equal([2, 2, 2], plan.Levels.Select(l => l.Count));
        Assert.True(plan.MeanOverlap > 0.9);
        Assert.Equal(60, plan.Boxes);
        Assert.InRange(plan.Levels[0][0].X, 4.9, 5.1);
        Assert.InRange(plan.Levels[2][1].Y, 23.9, 25.1);
    }

    [Fact]
    public void OneLesionIsEnoughAndNoneIsRefused()
    {
        var plan = AnchorPlanner.Plan([Box3.Around((0, 0, 0), (8, 8, 8))], 3, 3);

        Assert.Equal(9, plan.Levels.SelectMany(l => l).Distinct().Count());
        Assert.Contains("no lesion", Assert.Throws<InputException>(() => AnchorPlanner.Plan([], 3, 3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnchorsStandInTheMiddleOfTheirCells()
    {
        var grid = Grid(16);

        Assert.Equal(2 * (512 + 64 + 8), grid.Boxes.Length);
        Assert.Equal(0.5, grid.Boxes[0].Centre.Z, 9);
        Assert.Equal(0.5, grid.Boxes[2].Centre.Y, 9);
        Assert.Equal(2.5, grid.Boxes[2].Centre.X, 9);
        Assert.Equal(11.5, grid.Boxes[^1].Centre.Z, 9);
    }

    [Fact]
    public void EveryLesionGetsAnchorsThatOverlapIt()
    {
        var grid = Grid(32);
        Box3[] lesions = [new(1.5, 1.5, 1.5, 6.5, 6.5, 6.5), new(12.5, 10.5, 9.5, 28.5, 27.5, 25.5), new(29.5, 0.5, 30.5, 31.5, 3.5, 31.5)];

        var assigned = AtssAssigner.Assign(grid, lesions);

        Assert.All(assigned.Zip(lesions), pair =>
        {
            Assert.NotEmpty(pair.First);
            Assert.All(pair.First, a => Assert.True(BoxOverlap.IoU(grid.Boxes[a], pair.Second) > 0));
        });
        Assert.Equal(assigned.Sum(a => a.Length), assigned.SelectMany(a => a).Distinct().Count());
    }

    [Fact]
    public void CandidatesAreThoseOfBruteForce()
    {
        var grid = Grid(32);
        var random = new RandomStream(new StreamKey(1, "test.anchors"));
        for (var i = 0; i < 20; i++)
        {
            var point = (random.NextDouble(0, 31), random.NextDouble(0, 31), random.NextDouble(0, 31));
            double Distance(int a) => grid.Boxes[a].Centre is var (z, y, x)
                ? Math.Pow(z - point.Item1, 2) + Math.Pow(y - point.Item2, 2) + Math.Pow(x - point.Item3, 2) : 0;
            var brute = Enumerable.Range(0, 2 * 16 * 16 * 16).OrderBy(Distance).Take(8).Order();

            Assert.Equal(brute, grid.Nearest(0, point, 4).Order());
        }
    }

    [Fact]
    public void TheLossTakesAThirdOfLesionsAndOtherwiseTheWorstMistakes()
    {
        var scores = new float[5000];
        scores[7] = 9;
        scores[8] = 8;
        PatchLesion[] lesions = [new(0, default, [.. Enumerable.Range(100, 30)])];
        var (positives, negatives) = AnchorSample.Choose(lesions, scores, a => a != 8, new(new StreamKey(1, "test.sample")));
        var (none, few) = AnchorSample.Choose([], [1, 3, 2, 4, 5, 6], _ => true, new(new StreamKey(1, "test.sample")));

        Assert.Equal(10, positives.Count);
        Assert.All(positives, p => Assert.InRange(p.Anchor, 100, 129));
        Assert.Equal(20, negatives.Count);
        Assert.DoesNotContain(8, negatives);
        Assert.Empty(negatives.Intersect(lesions[0].Anchors));
        Assert.Empty(none);
        Assert.Equal(4, few.Count);
    }

    private static AnchorGrid Grid(int edge) => new(
        new GridSize(edge, edge, edge), Network, AnchorPlanner.Plan([Box3.Around((0, 0, 0), (5, 5, 5)), Box3.Around((0, 0, 0), (14, 14, 14))], 3, 2));
}
