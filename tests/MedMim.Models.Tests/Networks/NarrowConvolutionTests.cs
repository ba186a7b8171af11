using MedMim.Models.Native;
using MedMim.Models.Networks;
using static TorchSharp.torch;

namespace MedMim.Models.Tests.Networks;

public sealed class NarrowConvolutionTests
{
    public NarrowConvolutionTests() => TorchRuntime.Initialize();

    /// <summary>At 16 voxels the deepest stage of the tiny preset is narrower than its kernel.</summary>
    [Theory]
    [InlineData(16)]
    [InlineData(8)]
    public void Gradients_in_bfloat16_are_the_same_numbers_whatever_the_memory_held_before(int width)
    {
        Assert.SkipUnless(CpuFeatures.Read().BFloat16, "This processor has no bfloat16.");
        using var scope = NewDisposeScope();
        var network = EncoderPresets.Create("resenc-tiny", 1);
        var image = randn([1, 1, 16, 16, width], generator: new Generator(1));
        var first = Gradients(network, image, filler: 1e30f);
        Assert.All(first.Values, g => Assert.True(g.isfinite().all().item<bool>()));
        for (var i = 0; i < 4; i++)
        {
            foreach (var (name, gradient) in Gradients(network, image, filler: float.NaN))
            {
                Assert.True(gradient.equal(first[name]).all().item<bool>(), name);
            }
        }
    }

    private static Dictionary<string, Tensor> Gradients(VolumeNetwork network, Tensor image, float filler)
    {
        // What is freed here is what the next allocations get.
        for (var size = 64L; size < 1 << 20; size *= 2)
        {
            full([size], filler).Dispose();
        }

        network.zero_grad();
        Tensor output;
        using (Autocast.BFloat16())
        {
            output = network.forward(image)[0];
        }

        output.to(ScalarType.Float32).square().mean().backward();
        return network.named_parameters().Where(p => p.parameter.grad is not null).ToDictionary(p => p.name, p => p.parameter.grad!.clone());
    }
}
