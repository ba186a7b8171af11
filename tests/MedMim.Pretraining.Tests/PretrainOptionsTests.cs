using MedMim.Foundation.Failures;
using MedMim.Pretraining.Options;

namespace MedMim.Pretraining.Tests;

public sealed class PretrainOptionsTests
{
    private static readonly PretrainOptions Good = new() { Training = new() { Steps = 10 } };

    [Fact]
    public void The_defaults_are_valid() => Good.Validate();

    [Fact]
    public void Impossible_values_are_bad_input_and_name_their_field()
    {
        foreach (var (field, bad) in new[]
        {
            ("mask_ratio", Good with { Masking = new() { MaskRatio = 0 } }),
            ("mask_ratio", Good with { Masking = new() { MaskRatio = 1 } }),
            ("mask_ratio", Good with { Masking = new() { MaskRatio = double.NaN } }),
            ("mask_unit", Good with { Masking = new() { MaskUnit = new(0, 8, 8) } }),
            ("masking", Good with { Masking = new() { Strategy = "clever" } }),
            ("masking.weights", Good with { Masking = new() { Weights = new() { Air = -1 } } }),
            ("encoder", Good with { Encoder = "resnet" }),
            ("patch_size", Good with { PatchSize = new(60, 64, 64) }),
            ("patch_size", Good with { PatchSize = new(64, 64, 64), Masking = new() { MaskUnit = new(8, 8, 24) } }),
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
