using MedMim.FineTuning.Detection;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Tests.Detection;

public sealed class ProbabilityBoxesTests
{
    private static readonly GridSize Size = new(6, 7, 8);

    [Fact]
    public void ComponentsBecomeBoxesBestFirst()
    {
        var probabilities = new float[Size.Count];
        Fill(probabilities, 0..2, 0..2, 0..2, 0.4f);
        Fill(probabilities, 3..5, 4..6, 5..7, 0.8f);
        probabilities[Size.Offset(3, 4, 5)] = 1;
        probabilities[Size.Offset(5, 0, 0)] = 0.9f;

        var boxes = ProbabilityBoxes.Find(probabilities, Size, 3);

        Assert.Equal([new Box3(2.5, 3.5, 4.5, 4.5, 5.5, 6.5), new(-0.5, -0.5, -0.5, 1.5, 1.5, 1.5)], boxes.Select(b => b.Box));
        Assert.Equal([1, 0.4], boxes.Select(b => b.Score), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.All(boxes, b => Assert.Equal(3, b.Label));
    }

    [Fact]
    public void TheScoreIsTheMeanOfTheTopShare()
    {
        var probabilities = new float[Size.Count];
        Fill(probabilities, 0..2, 0..2, 0..2, 0.4f);
        probabilities[0] = 0.8f;

        double Score(double share) => ProbabilityBoxes.Find(probabilities, Size, 1, new() { TopShare = share })[0].Score;
        Assert.Equal(0.8, Score(0), 1e-6);
        Assert.Equal(0.6, Score(0.25), 1e-6);
        Assert.Equal(0.45, Score(1), 1e-6);
    }

    [Fact]
    public void NothingAboveTheThresholdGivesNothing() => Assert.Empty(ProbabilityBoxes.Find(new float[Size.Count], Size, 1));

    [Fact]
    public void WhatIsNoProbabilityIsRefused()
    {
        var probabilities = new float[Size.Count];
        probabilities[3] = float.NaN;

        Assert.Throws<InputException>(() => ProbabilityBoxes.Find(probabilities, Size, 1));
        Assert.Throws<InputException>(() => ProbabilityBoxes.Find(new float[Size.Count], Size, 1, new() { Threshold = 0 }));
    }

    private static void Fill(float[] probabilities, Range z, Range y, Range x, float value)
    {
        for (var i = z.Start.Value; i < z.End.Value; i++)
        {
            for (var j = y.Start.Value; j < y.End.Value; j++)
            {
                for (var k = x.Start.Value; k < x.End.Value; k++)
                {
                    probabilities[Size.Offset(i, j, k)] = value;
                }
            }
        }
    }
}
