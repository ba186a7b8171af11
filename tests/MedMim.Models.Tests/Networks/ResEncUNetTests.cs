using MedMim.Foundation.Failures;
using MedMim.Models.Native;
using MedMim.Models.Networks;
using static TorchSharp.torch;

namespace MedMim.Models.Tests.Networks;

public sealed class ResEncUNetTests
{
    public ResEncUNetTests() => TorchRuntime.Initialize();

    [Fact]
    public void A_volume_that_the_strides_do_not_divide_is_refused()
    {
        using var scope = NewDisposeScope();
        using var model = EncoderPresets.Create("resenc-tiny", outputChannels: 2);
        var error = Assert.Throws<ArgumentException>(() => model.forward(zeros([1, 1, 16, 20, 16])));
        Assert.Contains("8×8×8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_level_of_deep_supervision_is_half_the_size_of_the_one_before()
    {
        using var scope = NewDisposeScope();
        using var model = EncoderPresets.Create("resenc-tiny", outputChannels: 3, inputChannels: 2, deepSupervision: true);
        var outputs = model.forward(zeros([1, 2, 16, 24, 32]));
        Assert.Equal(new long[][] { [1, 3, 16, 24, 32], [1, 3, 8, 12, 16], [1, 3, 4, 6, 8] }, outputs.Select(o => o.shape));
    }

    [Fact]
    public void A_training_step_leaves_no_tensor_behind()
    {
        using var model = EncoderPresets.Create("resenc-tiny", outputChannels: 1);
        Step(model);
        var before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Step(model);
        Step(model);
        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        static void Step(VolumeNetwork model)
        {
            using var scope = NewDisposeScope();
            using (Autocast.BFloat16())
            {
                model.forward(zeros([1, 1, 8, 8, 8]))[0].to(ScalarType.Float32).sum().backward();
            }

            model.zero_grad();
        }
    }

    [Theory]
    [InlineData("resenc-tiny", 8)]
    [InlineData("resenc-s", 16)]
    [InlineData("resenc-m", 16)]
    [InlineData("resenc-l", 32)]
    public void Presets_are_valid_and_say_what_divides_a_patch(string name, int divisor)
    {
        var options = EncoderPresets.Options(name, outputChannels: 2);
        options.Validate();
        Assert.Equal(Axes.All(divisor), options.Divisor);
    }

    [Fact]
    public void An_unknown_preset_is_bad_input_and_the_known_ones_are_named() =>
        Assert.Contains("resenc-l", Assert.Throws<InputException>(() => EncoderPresets.Options("resnet", 2)).Message, StringComparison.Ordinal);

    [Fact]
    public void Impossible_shapes_are_bad_input()
    {
        var good = EncoderPresets.Options("resenc-tiny", outputChannels: 2);
        foreach (var bad in new[]
        {
            good with { OutputChannels = 0 },
            good with { FeaturesPerStage = [8] },
            good with { KernelSizes = [Axes.All(3)] },
            good with { KernelSizes = [.. Enumerable.Repeat(Axes.All(2), 4)] },
            good with { Strides = [.. Enumerable.Repeat(Axes.All(0), 4)] },
            good with { BlocksPerStage = [1, 1, 0, 1] },
            good with { DecoderConvolutionsPerStage = [1, 1, 1, 1] },
        })
        {
            Assert.Throws<InputException>(bad.Validate);
        }
    }
}
