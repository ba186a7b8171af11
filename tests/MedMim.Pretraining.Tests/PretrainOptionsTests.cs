using MedMim.Foundation.Failures;
using MedMim.Pretraining.Objectives;
using MedMim.Pretraining.Options;

namespace MedMim.Pretraining.Tests;

public sealed class PretrainOptionsTests
{
    private static readonly PretrainOptions Good = new() { Training = new() { Steps = 10 } };

    [Fact]
    public void The_defaults_are_valid() => Good.Validate();

    [Fact]
    public void The_mask_unit_is_the_bottlenecks_cell_unless_it_is_asked_for()
    {
        Assert.Equal(new(8, 8, 8), Good.ResolveMaskUnit());
        Assert.Equal(new(32, 32, 32), (Good with { Encoder = "resenc-l" }).ResolveMaskUnit());
        var finer = Good with { Masking = new() { MaskUnit = new(4, 4, 4), FinerThanBottleneck = true } };
        finer.Validate();
        Assert.Equal(new(4, 4, 4), finer.ResolveMaskUnit());
    }

    [Theory]
    [InlineData(250_000, 0.999, 0.9999)]
    [InlineData(1_000_000, 0.999, 0.9999)]
    [InlineData(1000, 0.75, 0.975)]
    [InlineData(10, 0, 0)]
    public void A_teacher_remembers_the_same_share_of_any_run(int steps, double start, double end)
    {
        var average = (Good with { Masking = new() { Strategy = "loss-guided" }, Training = new() { Steps = steps } }).ResolveTraining().Average!;
        Assert.Equal(start, average.StartDecay, 1e-12);
        Assert.Equal(end, average.Decay, 1e-12);
        Assert.Null(Good.ResolveTraining().Average);
    }

    [Fact]
    public void Impossible_values_are_bad_input_and_name_their_field()
    {
        foreach (var (field, bad) in new[]
        {
            ("mask_ratio", Good with { Masking = new() { MaskRatio = 0 } }),
            ("mask_ratio", Good with { Masking = new() { MaskRatio = 1 } }),
            ("mask_ratio", Good with { Masking = new() { MaskRatio = double.NaN } }),
            ("mask_ratio", Good with { PatchSize = new(16, 16, 16), Masking = new() { MaskRatio = 0.95 } }),
            ("mask_unit", Good with { Masking = new() { MaskUnit = new(0, 8, 8) } }),
            ("masking", Good with { Masking = new() { Strategy = "clever" } }),
            ("masking.weights", Good with { Masking = new() { Weights = new() { Air = -1 } } }),
            ("encoder", Good with { Encoder = "resnet" }),
            ("patch_size", Good with { PatchSize = new(60, 64, 64) }),
            ("patch_size", Good with { PatchSize = new(64, 64, 64), Masking = new() { MaskUnit = new(8, 8, 24) } }),
            ("mask_unit", Good with { Masking = new() { MaskUnit = new(4, 8, 8) } }),
            ("mask_unit", Good with { Encoder = "resenc-l", Masking = new() { MaskUnit = new(16, 16, 16) } }),
            ("mask_unit", Good with { Encoder = "primus-tiny", Masking = new() { MaskUnit = new(8, 4, 8), FinerThanBottleneck = true } }),
            ("objective", Good with { Objective = ObjectiveKind.Mae }),
            ("objective", Good with { Encoder = "primus-tiny", Objective = ObjectiveKind.Spark }),
            ("mask_unit", Good with { Objective = ObjectiveKind.Spark, Masking = new() { MaskUnit = new(4, 4, 4), FinerThanBottleneck = true } }),
            ("masking.scales", Good with { Masking = new() { Scales = [] } }),
            ("masking.scales", Good with { Masking = new() { Scales = [0, 1] } }),
            ("masking.hard_share", Good with { Masking = new() { HardShare = 1.1 } }),
            ("masking.curriculum", Good with { Masking = new() { Curriculum = new() { Begin = 0.5, End = 0.5 } } }),
            ("masking.label_weights", Good with { Masking = new() { LabelWeights = new() { Default = 0 } } }),
            ("masking.label_weights", Good with { Masking = new() { LabelWeights = new() { ByValue = new Dictionary<int, double> { [255] = 1 } } } }),
            ("average.decay", Good with { Masking = new() { Teacher = new() { Decay = 1 } } }),
            ("objective", Good with { Objective = (ObjectiveKind)99 }),
            ("augmentation.smallest_scale", Good with { Augmentation = new() { SmallestScale = 0 } }),
            ("augmentation.largest_scale", Good with { Augmentation = new() { SmallestScale = 1, LargestScale = 0.5 } }),
            ("augmentation.rotation_probability", Good with { Augmentation = new() { RotationProbability = 2 } }),
            ("patch_size", Good with { PatchSize = new(0, 64, 64) }),
            ("batch_size", Good with { BatchSize = 0 }),
            ("minimum_tissue_fraction", Good with { MinimumTissueFraction = 1.5 }),
            ("montage_every", Good with { MontageEvery = -1 }),
            ("steps", Good with { Training = new() { Steps = 0 } }),
        })
        {
            Assert.Equal(field, Assert.Throws<InputException>(bad.Validate).Subject);
        }
    }
}
