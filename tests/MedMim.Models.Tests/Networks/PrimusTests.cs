using MedMim.Foundation.Failures;
using MedMim.Foundation.Randomness;
using MedMim.Models.Native;
using MedMim.Models.Networks;
using static TorchSharp.torch;

namespace MedMim.Models.Tests.Networks;

public sealed class PrimusTests
{
    private static readonly Axes Size = new(16, 24, 8);

    public PrimusTests() => TorchRuntime.Initialize();

    [Theory]
    [InlineData("primus-s", 12, 6, 396)]
    [InlineData("primus-b", 12, 12, 792)]
    [InlineData("primus-m", 16, 12, 864)]
    [InlineData("primus-l", 24, 16, 1056)]
    public void Presets_have_the_published_shapes(string name, int depth, int heads, int width)
    {
        var options = EncoderPresets.PrimusOptions(name, 2, Axes.All(64));
        options.Validate();
        Assert.Equal((depth, heads, width), (options.Depth, options.Heads, options.Width));
        Assert.Equal(Axes.All(8), EncoderPresets.Divisor(name));
    }

    [Fact]
    public void A_preset_is_created_for_its_patch_and_takes_no_other()
    {
        using var scope = NewDisposeScope();
        using var model = EncoderPresets.Create("primus-tiny", outputChannels: 3, inputChannels: 2, patchSize: Size);
        Assert.Equal(new long[] { 1, 3, 16, 24, 8 }, Assert.Single(model.forward(zeros([1, 2, 16, 24, 8]))).shape);
        var error = Assert.Throws<ArgumentException>(() => model.forward(zeros([1, 2, 24, 16, 8])));
        Assert.Contains("16×24×8", error.Message, StringComparison.Ordinal);
        Assert.Contains("patch_size", Assert.Throws<InputException>(() => EncoderPresets.Create("primus-tiny", 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_that_is_no_cube_is_decoded_in_place()
    {
        using var scope = NewDisposeScope();
        var options = Options() with { TokenSize = new(4, 8, 2), OutputChannels = 2 };
        using var model = new Primus(options);
        var input = randn([1, 1, 16, 24, 8]);
        Assert.Equal(new long[] { 1, 2, 16, 24, 8 }, model.forward(input)[0].shape);
    }

    [Fact]
    public void Impossible_shapes_are_bad_input()
    {
        foreach (var bad in new[]
        {
            Options() with { OutputChannels = 0 },
            Options() with { InputSize = new(12, 16, 16) },
            Options() with { TokenSize = new(6, 8, 8) },
            Options() with { TokenSize = Axes.All(1) },
            Options() with { Width = 50 },
            Options() with { Depth = 0 },
            Options() with { DropPath = 1 },
        })
        {
            Assert.Throws<InputException>(bad.Validate);
        }
    }

    [Fact]
    public void A_training_step_leaves_no_tensor_behind()
    {
        using var model = new Primus(Options() with { DropPath = 0.5 });
        Step(model);
        var before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Step(model);
        Step(model);
        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        static void Step(Primus model)
        {
            using var scope = NewDisposeScope();
            model.BeginStep(new StreamKey(1, "test"));
            using (Autocast.BFloat16())
            {
                model.forward(zeros([2, 1, 16, 24, 8]))[0].to(ScalarType.Float32).sum().backward();
            }

            model.zero_grad();
        }
    }

    [Fact]
    public void Paths_are_dropped_by_the_steps_key_alone_and_only_while_training()
    {
        using var scope = NewDisposeScope();
        using var model = new Primus(Options() with { DropPath = 0.8, Depth = 3 });
        var input = randn([4, 1, 16, 24, 8]);
        byte[] Output(long step, bool training = true)
        {
            model.train(training);
            model.BeginStep(new StreamKey(7, "droppath", Step: step));
            return model.forward(input)[0].bytes.ToArray();
        }

        var (zero, whole) = (Output(0), Output(0, training: false));
        Assert.NotEqual(zero, Output(1));
        Assert.Equal(zero, Output(0));
        Assert.Equal(whole, Output(1, training: false));
        Assert.NotEqual(whole, zero);
    }

    [Fact]
    public void A_batch_in_two_parts_drops_the_same_paths()
    {
        using var scope = NewDisposeScope();
        using var model = new Primus(Options() with { DropPath = 0.5 });
        model.train();
        var input = randn([4, 1, 16, 24, 8]);
        model.BeginStep(new StreamKey(7, "droppath"));
        var whole = model.forward(input)[0];
        model.BeginStep(new StreamKey(7, "droppath", Sample: 2));
        var half = model.forward(input[2..])[0];
        Assert.InRange((whole[2..] - half).abs().max().item<float>(), 0, 1e-5);
    }

    [Fact]
    public void Dropping_keeps_the_mean_of_a_branch()
    {
        using var scope = NewDisposeScope();
        var drop = new Blocks.DropPath(0.3, depth: 2) { Key = new StreamKey(3, "mean") };
        Assert.Null(drop.Scale(0, "attn", zeros(1)));
        var scales = drop.Scale(1, "attn", zeros(20_000))!;
        Assert.InRange(scales.mean().item<float>(), 0.98, 1.02);
        Assert.InRange((scales == 0).to(ScalarType.Float32).mean().item<float>(), 0.29, 0.31);
    }

    [Fact]
    public void Training_without_a_step_is_a_fault_where_paths_are_dropped()
    {
        using var scope = NewDisposeScope();
        using var model = new Primus(Options() with { DropPath = 0.5 });
        model.train();
        Assert.Throws<InvalidOperationException>(() => model.forward(zeros([1, 1, 16, 24, 8])));
    }

    private static PrimusOptions Options() =>
        new() { OutputChannels = 1, InputSize = Size, Width = 24, Depth = 2, Heads = 2 };
}
