using CsCheck;
using MedMim.FineTuning.Planning;
using MedMim.Foundation.Failures;
using MedMim.Models.Networks;
using MedMim.Training.Memory;

namespace MedMim.FineTuning.Tests.Planning;

public sealed class TrainingPlannerTests : TorchTests
{
    private const double Gibibyte = 1 << 30;

    [Fact]
    public void APlanFitsTheBudgetAndCouldNotBeMuchLarger() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[20, 400], Gen.Int[20, 400], Gen.Int[20, 400], Gen.Double[1, 8]).Sample(
            (preset, z, y, x, budget) =>
            {
                var encoder = new[] { "resenc-tiny", "resenc-s", "primus-tiny" }[preset];
                var request = Request(encoder, new(z, y, x), budget);
                var plan = TrainingPlanner.Make(request);
                var divisor = EncoderPresets.Divisor(encoder);
                Assert.True(plan.Patch.IsMultipleOf(divisor), $"{plan.Patch}");
                Assert.InRange(plan.Memory, 0, budget * Gibibyte);
                Assert.True(plan.Batch >= 2);
                Assert.All(new[] { (plan.Patch.Z, z), (plan.Patch.Y, y), (plan.Patch.X, x) }, a => Assert.True(a.Item1 < a.Item2 + divisor.Z, $"{a}"));

                // Cut nowhere, or one more cell along the axis that is longest beside the scan would not have fitted.
                var whole = new Axes(Up(z, divisor.Z), Up(y, divisor.Y), Up(x, divisor.X));
                var memory = new TrainingMemory(encoder, 3, true);
                Assert.True(plan.Patch == whole || memory.Estimate(plan.Patch with { Z = plan.Patch.Z + divisor.Z, Y = plan.Patch.Y + divisor.Y, X = plan.Patch.X + divisor.X }, 2) > budget * Gibibyte);
            },
            iter: 30,
            threads: 1);

    [Fact]
    public void ThePatchKeepsTheShapeOfTheScan()
    {
        var patch = TrainingPlanner.Make(Request("resenc-tiny", new(100, 200, 200), 2)).Patch;
        Assert.InRange(patch.Y / (double)patch.Z, 1.6, 2.4);
        Assert.InRange(patch.X / (double)patch.Y, 0.85, 1.2);
    }

    [Fact]
    public void AMeanerBudgetNeverGivesMore()
    {
        var voxels = new[] { 1.0, 2, 4, 8 }.Select(b => TrainingPlanner.Make(Request("resenc-s", new(160, 160, 160), b))).Select(p => p.Batch * (double)p.Patch.Z * p.Patch.Y * p.Patch.X).ToList();
        Assert.Equal(voxels.Order(), voxels);
        Assert.True(voxels[^1] > 2 * voxels[0]);
    }

    [Fact]
    public void ASmallScanIsRoundedUpAndSaidToBe()
    {
        var plan = TrainingPlanner.Make(Request("resenc-tiny", new(35, 50, 35), 4));
        Assert.Equal(new Axes(40, 56, 40), plan.Patch);
        Assert.Contains("smaller than the crop along z, y, x", Assert.Single(plan.Notes), StringComparison.Ordinal);
        Assert.Empty(TrainingPlanner.Make(Request("resenc-tiny", new(40, 56, 40), 4)).Notes);
    }

    [Fact]
    public void ABatchIsAtMostATwentiethOfAllVoxelsButAtLeastTwo()
    {
        var few = Request("resenc-tiny", new(32, 32, 32), 8);
        Assert.Equal(2, TrainingPlanner.Make(few).Batch);
        Assert.Equal(10, TrainingPlanner.Make(few with { Shapes = [.. Enumerable.Repeat(new Axes(32, 32, 32), 200)] }).Batch);
    }

    [Fact]
    public void WhatAPersonGivesStaysAndIsSaidToBeTooMuchWhereItIs()
    {
        var request = Request("resenc-tiny", new(96, 96, 96), 2);
        var given = TrainingPlanner.Make(request with { Patch = new(16, 32, 64), Batch = 5 });
        Assert.Equal((new Axes(16, 32, 64), 5), (given.Patch, given.Batch));
        Assert.True(TrainingPlanner.Make(request with { Batch = 6 }).Patch.Z < TrainingPlanner.Make(request).Patch.Z);
        Assert.Contains("more than the memory budget", Assert.Single(TrainingPlanner.Make(request with { Patch = new(96, 96, 96), Batch = 9 }).Notes), StringComparison.Ordinal);
        Assert.Equal(new Axes(72, 96, 96), TrainingPlanner.Make(request with { Shapes = [new(70, 90, 90)], Multiple = new(12, 12, 12), Budget = 8 * Gibibyte }).Patch);
    }

    [Fact]
    public void ABudgetTooSmallForAnyPatchIsRefused()
    {
        var failure = Assert.Throws<InputException>(() => TrainingPlanner.Make(Request("resenc-l", new(300, 300, 300), 0.5)));
        Assert.Equal("memory_budget", failure.Subject);
        Assert.Contains("crops of 64×64×64 voxels, 2 at a time", failure.Message, StringComparison.Ordinal);
    }

    private static PlanRequest Request(string encoder, Axes shape, double gibibytes) =>
        new() { Encoder = encoder, Classes = 3, Shapes = [shape, shape, shape], Budget = gibibytes * Gibibyte };

    private static int Up(int length, int divisor) => (length + divisor - 1) / divisor * divisor;
}
