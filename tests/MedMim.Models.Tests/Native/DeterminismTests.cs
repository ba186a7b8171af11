using MedMim.Models.Native;
using MedMim.Models.Networks;
using static TorchSharp.torch;

namespace MedMim.Models.Tests.Native;

public sealed class DeterminismTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_same_weights_and_input_give_the_same_gradients_byte_for_byte(bool bfloat16)
    {
        TorchRuntime.Initialize();
        using var scope = NewDisposeScope();
        using var model = EncoderPresets.Create("resenc-tiny", outputChannels: 1);
        var input = randn([2, 1, 24, 16, 32]);
        Assert.Equal(Gradients(model, input, bfloat16), Gradients(model, input, bfloat16));
    }

    private static byte[] Gradients(VolumeNetwork model, Tensor input, bool bfloat16)
    {
        model.zero_grad();
        Tensor output;
        using (bfloat16 ? Autocast.BFloat16() : Autocast.Off())
        {
            output = model.forward(input)[0];
        }

        Assert.Equal(bfloat16 ? ScalarType.BFloat16 : ScalarType.Float32, output.dtype);
        (output.to(ScalarType.Float32) - input).square().mean().backward();
        return [.. model.parameters().Where(p => p.grad is not null).SelectMany(p => p.grad!.bytes.ToArray())];
    }
}
