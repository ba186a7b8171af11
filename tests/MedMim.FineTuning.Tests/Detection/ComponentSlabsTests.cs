using CsCheck;
using MedMim.FineTuning.Detection;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Tests.Detection;

public sealed class ComponentSlabsTests
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

        var boxes = Find(probabilities, Size, 3);

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

        double Score(double share) => Find(probabilities, Size, 1, new() { TopShare = share })[0].Score;
        Assert.Equal(0.8, Score(0), 1e-6);
        Assert.Equal(0.6, Score(0.25), 1e-6);
        Assert.Equal(0.45, Score(1), 1e-6);
    }

    [Fact]
    public void NothingAboveTheThresholdGivesNothing() => Assert.Empty(Find(new float[Size.Count], Size, 1));

    [Fact]
    public void WhatIsNoProbabilityIsRefused()
    {
        var probabilities = new float[Size.Count];
        probabilities[3] = float.NaN;

        Assert.Throws<InputException>(() => Find(probabilities, Size, 1));
        Assert.Throws<InputException>(() => new ProbabilityBoxesOptions { Threshold = 0 }.Validate());
    }

    [Fact]
    public void SliceBySliceFindsWhatTheWholeArrayShows() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 6], Gen.Int[1, 6], Gen.Int[1, 9]).SelectMany(s => Gen.Int[0, 10].Array[s.Item1 * s.Item2 * s.Item3]
            .Select(v => (Size: new GridSize(s.Item1, s.Item2, s.Item3), Values: v, Threshold: s.Item4 / 10.0)))
            .Sample(c =>
            {
                var probabilities = Array.ConvertAll(c.Values, v => v / 10f);
                var (numbers, counts) = ConnectedComponents.Of(Array.ConvertAll(probabilities, p => p >= c.Threshold), c.Size);
                var expected = Enumerable.Range(1, counts.Length - 1).Where(n => counts[n] >= 2).Select(n =>
                {
                    float[] own = [.. probabilities.Where((_, i) => numbers[i] == n).OrderDescending()];
                    return (LabelledObjects.OfLabels(Array.ConvertAll(numbers, v => v == n ? (byte)1 : (byte)0), c.Size).Aggregate(
                        (a, b) => a with { Box = a.Box.Join(b.Box) }).Box, own.Take((int)Math.Ceiling(0.5 * own.Length)).Average());
                }).OrderByDescending(e => e.Item2);

                var found = Find(probabilities, c.Size, 1, new() { Threshold = c.Threshold, SmallestVoxels = 2, TopShare = 0.5 });

                Assert.Equal(expected.Select(e => e.Box), found.Select(f => f.Box));
                Assert.Equal(expected.Select(e => (double)e.Item2), found.Select(f => f.Score), (a, b) => Math.Abs(a - b) < 1e-6);
            });

    [Fact]
    public void ALargeComponentIsScoredToAFractionOfAStep()
    {
        // Two halves, each beyond what is kept exactly, that meet in the last slice alone.
        var size = new GridSize(60, 20, 41);
        var probabilities = new float[size.Count];
        for (var i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] = i % size.X == 20 && i / (size.X * size.Y) < size.Z - 1 ? 0 : 0.2f + (0.7f * i / probabilities.Length);
        }

        var box = Assert.Single(Find(probabilities, size, 1));

        Assert.Equal(BoxGrid.Whole(size), box.Box);
        float[] own = [.. probabilities.Where(p => p > 0).OrderDescending()];
        Assert.Equal(own.Take((int)Math.Ceiling(0.1 * own.Length)).Average(v => (double)v), box.Score, 1.0 / 4096);
    }

    private static IReadOnlyList<ScoredBox> Find(float[] probabilities, GridSize size, int label, ProbabilityBoxesOptions? options = null)
    {
        var slabs = new ComponentSlabs([label], options ?? new());
        slabs.Begin(2, new(size, new(1, 1, 1), new(0, 0, 0), new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)));
        var area = size.Y * size.X;
        for (var z = 0; z < size.Z; z++)
        {
            float[] own = probabilities[(z * area)..((z + 1) * area)];
            slabs.Add(z, [.. own.Select(p => 1 - p), .. own]);
        }

        slabs.End();
        return slabs.Boxes;
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
