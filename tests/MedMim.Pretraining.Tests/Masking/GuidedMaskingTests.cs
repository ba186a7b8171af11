using CsCheck;
using MedMim.Datasets.Sampling;
using MedMim.Datasets.Store;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;
using MedMim.Pretraining.Masking;

namespace MedMim.Pretraining.Tests.Masking;

public sealed class GuidedMaskingTests
{
    private static readonly GridSize Unit = new(4, 4, 4);
    private static readonly GridSize Size = new(16, 16, 24);
    private const int Blocks = 4 * 4 * 6;

    private static readonly Gen<Patch> Crops = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 12], Gen.Int[0, 8]).Select(
        (centre, air, padding) => Patches.Of(
            Size,
            (z, y, x) => y < air ? TissueClass.Air : z % 7 == centre ? TissueClass.Boundary : x == 0 ? TissueClass.Support : TissueClass.Tissue,
            (_, _, x) => x >= padding));

    private static readonly Gen<float[]> Losses = Gen.Float[0, 5].Array[Blocks];
    private static readonly Gen<double> Ratios = Gen.Double[0.05, 0.95];

    private static RandomStream Stream(int sample) => new(new(3, "guided", Sample: sample));

    [Fact]
    public void The_hardest_blocks_are_masked_for_certain_and_the_others_uniformly() =>
        Gen.Select(Crops, Losses, Ratios, Gen.Double[0, 1], Gen.Int[0, 199], Gen.Int[0, 9999]).Sample(
            (patch, losses, ratio, hard, step, sample) =>
            {
                const int steps = 200;
                var mask = new LossGuidedMasking(ratio, Unit, hard).Draw(patch, new(new(step, steps), losses), Stream(sample));

                // The closed form: M = round(ratio·B) blocks, of which the ⌊M·r⌋ hardest, r = share·(step + 1)/(steps − 1).
                var there = Present(patch);
                var masked = Math.Max(1, (int)Math.Round(ratio * there.Length, MidpointRounding.AwayFromZero));
                var certain = (int)Math.Floor((masked * hard * Math.Min(1, (step + 1) / (steps - 1.0))) + 1e-9);
                var hardest = there.OrderByDescending(b => losses[b]).Take(certain).ToArray();
                Assert.Equal(masked, mask.Count);
                Assert.All(hardest, b => Assert.True(mask.Masked[b]));
                Assert.All(Enumerable.Range(0, Blocks).Where(b => mask.Masked[b]), b => Assert.Contains(b, there));

                // Of the rest, the first of the order in which uniform masking takes blocks.
                var uniform = Order(patch, Stream(sample)).Where(b => !hardest.Contains(b)).Take(masked - certain);
                Assert.All(uniform, b => Assert.True(mask.Masked[b]));
            },
            iter: 200);

    [Fact]
    public void Without_a_hard_share_it_is_uniform_masking() =>
        Gen.Select(Crops, Losses, Ratios, Gen.Int[0, 9999]).Sample(
            (patch, losses, ratio, sample) => Assert.Equal(
                new UniformBlockMasking(ratio, Unit).Draw(patch, Stream(sample)).Masked,
                new LossGuidedMasking(ratio, Unit, 0).Draw(patch, new(TrainingMoment.Last, losses), Stream(sample)).Masked),
            iter: 50);

    [Fact]
    public void The_share_rises_from_easy_to_hard()
    {
        var strategy = new LossGuidedMasking(0.6, Unit, 0.5);
        Assert.Equal(0.5 / 999, strategy.Share(new(0, 1000)), 1e-12);
        Assert.Equal(0.25, strategy.Share(new(499, 1001)), 1e-12);
        Assert.Equal(0.5, strategy.Share(new(999, 1000)));
        Assert.Equal(0.5, strategy.Share(new(0, 1)));
    }

    [Fact]
    public void The_curriculum_begins_as_the_prior_and_ends_as_loss_guidance() =>
        Gen.Select(Crops, Losses, Ratios, Gen.Double[0, 1], Gen.Int[0, 9999]).Sample(
            (patch, losses, ratio, hard, sample) =>
            {
                var curriculum = new CurriculumMasking(ratio, Unit, new(), hard, new());
                Assert.Equal(
                    new AnatomyAdaptedMasking(ratio, Unit, new()).Draw(patch, Stream(sample)).Masked,
                    curriculum.Draw(patch, new(TrainingMoment.First, losses), Stream(sample)).Masked);
                Assert.Equal(
                    new LossGuidedMasking(ratio, Unit, hard).Draw(patch, new(TrainingMoment.Last, losses), Stream(sample)).Masked,
                    curriculum.Draw(patch, new(TrainingMoment.Last, losses), Stream(sample)).Masked);
                Assert.Equal(
                    curriculum.Draw(patch, new(TrainingMoment.First, losses), Stream(sample)).Masked,
                    curriculum.Draw(patch, Stream(sample)).Masked);
            },
            iter: 100);

    [Fact]
    public void In_between_the_ratio_is_met_within_a_block_and_padding_is_never_masked() =>
        Gen.Select(Crops, Losses, Ratios, Gen.Int[0, 99], Gen.Int[0, 9999]).Sample(
            (patch, losses, ratio, step, sample) =>
            {
                var moment = new TrainingMoment(step, 100);
                var ramp = new CurriculumRamp();
                var mask = new CurriculumMasking(ratio, Unit, new(), 0.5, ramp).Draw(patch, new(moment, losses), Stream(sample));
                var there = Present(patch);
                Assert.All(Enumerable.Range(0, Blocks).Where(b => mask.Masked[b]), b => Assert.Contains(b, there));

                var blocks = new PatchBlocks(patch, Unit);
                var budget = BlockBudget.OfBody(blocks, ratio).Towards(BlockBudget.OfBlocks(blocks, ratio), ramp.At(moment));
                var spent = Enumerable.Range(0, Blocks).Where(b => mask.Masked[b]).Sum(b => budget.Costs[b]);
                Assert.InRange(Math.Abs(spent - budget.Target), 0, budget.Costs.Max() + 1e-9);
            },
            iter: 100);

    [Fact]
    public void The_blend_rises_linearly_between_its_shares_of_the_steps()
    {
        var ramp = new CurriculumRamp { Begin = 0.25, End = 0.75 };
        Assert.Equal([0, 0, 0.5, 1, 1], new long[] { 0, 25, 50, 75, 100 }.Select(s => ramp.At(new(s, 101))));
        Assert.Equal([0, 1], new[] { TrainingMoment.First, TrainingMoment.Last }.Select(ramp.At));
    }

    [Fact]
    public void Losses_that_do_not_fit_the_blocks_are_refused() => Assert.Throws<ArgumentException>(
        () => new LossGuidedMasking(0.5, Unit, 0.5).Draw(Patches.Of(Size, TissueClass.Tissue), new(TrainingMoment.Last, [1]), Stream(0)));

    private static int[] Present(Patch patch)
    {
        var blocks = new PatchBlocks(patch, Unit);
        return [.. Enumerable.Range(0, Blocks).Where(b => blocks.Present(b) > 0)];
    }

    private static IEnumerable<int> Order(Patch patch, RandomStream random) =>
        BlockOrder.Of(BlockOrder.Keys(new PatchBlocks(patch, Unit).Even(), random));
}
