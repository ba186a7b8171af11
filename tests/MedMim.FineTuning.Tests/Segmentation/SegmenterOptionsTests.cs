using MedMim.FineTuning.Segmentation;
using MedMim.Foundation.Failures;

namespace MedMim.FineTuning.Tests.Segmentation;

public sealed class SegmenterOptionsTests
{
    private static readonly SegmenterOptions Good = new()
    {
        Labels = [new(1, "anterior"), new(2, "posterior")],
        PatchSize = new(32, 40, 32),
        Training = SegmenterOptions.Defaults(100),
    };

    public static TheoryData<string, SegmenterOptions> Bad => new()
    {
        { "encoder", Good with { Encoder = "resenc-xxl" } },
        { "labels", Good with { Labels = [] } },
        { "labels", Good with { Labels = [new(2, "a"), new(1, "b")] } },
        { "labels", Good with { Labels = [new(1, "a"), new(1, "b")] } },
        { "labels", Good with { Labels = [new(255, "a")] } },
        { "labels", Good with { Labels = [new(0, "a")] } },
        { "labels", Good with { Labels = [new(1, " ")] } },
        { "channels", Good with { Channels = null! } },
        { "channels", Good with { Channels = [new("a", null, [])] } },
        { "channels", Good with { Channels = [new("a", "CT", null!)] } },
        { "channels", Good with { Channels = [new("a", "CT", []), new("a", "MR", [])] } },
        { "channels", Good with { Channels = [new(" ", "CT", [])] } },
        { "patch_size", Good with { PatchSize = new(32, 41, 32) } },
        { "patch_size", Good with { PatchSize = new(0, 40, 32) } },
        { "batch_size", Good with { BatchSize = 0 } },
        { "foreground_probability", Good with { ForegroundProbability = 1.1 } },
        { "validate_every", Good with { ValidateEvery = -1 } },
        { "mirror_probability", Good with { Augmentation = new() { Spatial = new() { MirrorProbability = -0.1 } } } },
        { "augmentation.maximum_rotation", Good with { Augmentation = new() { Spatial = new() { MaximumRotation = 181 } } } },
        { "intensities.gamma[0]", Good with { Augmentation = new() { Intensity = new() { Gamma = new(0, 1) } } } },
        { "decoder_warmup_steps", Good with { DecoderWarmupSteps = -1 } },
        { "warmup_steps", Good with { DecoderWarmupSteps = 1_000_000 } },
        { "layer_decay", Good with { LayerDecay = 0 } },
        { "layer_decay", Good with { LayerDecay = 1.1 } },
        { "steps", Good with { Training = SegmenterOptions.Defaults(0) } },
    };

    [Fact]
    public void TheDefaultsAreValid() => Good.Validate();

    [Theory]
    [MemberData(nameof(Bad))]
    public void NamesTheOptionOutOfRange(string name, SegmenterOptions options) =>
        Assert.Equal(name, Assert.Throws<InputException>(options.Validate).Subject);
}
