using MedMim.Models.Native;
using MedMim.Models.Networks;
using MedMim.Models.Weights;
using MedMim.Models.Tests.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.Models.Tests.Cuda;

/// <summary>The networks on a GPU: what the processor computes, and the same on every run.</summary>
public sealed class CudaNetworkTests : TorchTests
{
    private static readonly Axes Patch = new(32, 48, 40);

    [Theory]
    [InlineData("resenc-tiny", 1e-4, 1e-2)] // A voxel whose activation is next to 0 has another slope.
    [InlineData("primus-tiny", 1e-4, 2e-3)]
    public void Outputs_and_gradients_are_those_of_the_processor(string encoder, double output, double gradient)
    {
        var gpu = Gpu.Require();
        using var model = EncoderPresets.Create(encoder, outputChannels: 2, patchSize: Patch);
        var input = randn([2, 1, Patch.Z, Patch.Y, Patch.X]);
        var here = Run(model, input, bfloat16: false);
        model.to(gpu);
        var there = Run(model, input.to(gpu), bfloat16: false);
        Assert.Equal(DeviceType.CUDA, there.Output.device_type);
        Assert.InRange(Gpu.Distance(there.Output, here.Output), 0, output);
        Assert.All(here.Gradients.Zip(there.Gradients), pair => Assert.True(
            pair.First.Value.norm().ToDouble() < 1e-5 || Gpu.Distance(pair.Second.Value, pair.First.Value) < gradient,
            $"{pair.First.Key}: {Gpu.Distance(pair.Second.Value, pair.First.Value)}"));
    }

    [Theory]
    [InlineData("resenc-tiny")]
    [InlineData("primus-tiny")]
    public void In_bfloat16_they_are_near_those_in_float32(string encoder)
    {
        var gpu = Gpu.Require();
        using var model = EncoderPresets.Create(encoder, outputChannels: 2, patchSize: Patch).to(gpu);
        var input = randn([2, 1, Patch.Z, Patch.Y, Patch.X], device: gpu);
        var (precise, rounded) = (Run(model, input, bfloat16: false), Run(model, input, bfloat16: true));
        Assert.Equal(ScalarType.BFloat16, rounded.Output.dtype);
        Assert.InRange(Gpu.Distance(rounded.Output, precise.Output), 1e-5, 0.05);
    }

    [Theory]
    [InlineData("resenc-tiny", false)]
    [InlineData("resenc-tiny", true)]
    [InlineData("primus-tiny", false)]
    [InlineData("primus-tiny", true)]
    public void Every_run_gives_the_same_bytes(string encoder, bool bfloat16)
    {
        var gpu = Gpu.Require();
        CudaArithmetic.SetTF32(convolutions: true, products: false);
        using var model = EncoderPresets.Create(encoder, outputChannels: 2, patchSize: Patch).to(gpu);
        var input = randn([2, 1, Patch.Z, Patch.Y, Patch.X], device: gpu);
        var first = Run(model, input, bfloat16);
        for (var i = 0; i < 5; i++)
        {
            var again = Run(model, input, bfloat16);
            Assert.All(first.Gradients, g => Assert.True(g.Value.equal(again.Gradients[g.Key]).all().ToBoolean(), g.Key));
        }
    }

    [Fact]
    public void A_residual_encoder_agrees_with_the_public_module()
    {
        var gpu = Gpu.Require();
        using var model = new ResEncUNet(ResEncUNetGoldenTests.GoldenOptions());
        WeightLoader.Load(model, SharedFiles.Require("goldens", "resenc_unet.safetensors"));
        Agrees(model.to(gpu), "resenc_unet.io.safetensors", gpu);
    }

    [Fact]
    public void A_transformer_agrees_with_the_public_module()
    {
        var gpu = Gpu.Require();
        using var model = new Primus(PrimusGoldenTests.GoldenOptions());
        WeightLoader.Load(model, SharedFiles.Require("goldens", "primus.safetensors"));
        Agrees(model.to(gpu), "primus.io.safetensors", gpu);
    }

    private static void Agrees(VolumeNetwork model, string golden, Device gpu)
    {
        using var io = SafetensorsFile.Open(SharedFiles.Require("goldens", golden));
        model.eval();
        using var noGradient = no_grad();
        var output = model.forward(io.Read("input").to(gpu))[0];
        var expected = io.Read(io.Entries.ContainsKey("output") ? "output" : "output.0");
        Assert.InRange(((output.cpu() - expected).abs().max() / expected.abs().max()).item<float>(), 0, 1e-4);
    }

    private static (Tensor Output, IReadOnlyDictionary<string, Tensor> Gradients) Run(VolumeNetwork model, Tensor input, bool bfloat16)
    {
        model.zero_grad();
        Tensor output;
        using (bfloat16 ? Autocast.BFloat16(input.device_type) : Autocast.Off(input.device_type))
        {
            output = model.forward(input)[0];
        }

        (output.to(ScalarType.Float32) - input).square().mean().backward();
        return (output, model.named_parameters().Where(p => p.parameter.grad is not null).ToDictionary(p => p.name, p => p.parameter.grad!.clone()));
    }
}
