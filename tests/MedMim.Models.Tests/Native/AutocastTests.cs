using MedMim.Models.Native;
using static TorchSharp.torch;

namespace MedMim.Models.Tests.Native;

public sealed class AutocastTests
{
    public AutocastTests() => TorchRuntime.Initialize();

    [Fact]
    public void A_linear_layer_computes_in_bfloat16_inside_and_in_float32_outside()
    {
        using var scope = NewDisposeScope();
        var layer = nn.Linear(8, 4);
        var x = randn(2, 8);
        using (Autocast.BFloat16())
        {
            Assert.True(Autocast.IsEnabled());
            Assert.Equal(ScalarType.BFloat16, layer.forward(x).dtype);
        }

        Assert.False(Autocast.IsEnabled());
        Assert.Equal(ScalarType.Float32, layer.forward(x).dtype);
    }

    [Fact]
    public void A_3d_convolution_computes_in_bfloat16_and_its_gradient_is_float32()
    {
        using var scope = NewDisposeScope();
        var layer = nn.Conv3d(1, 4, 3, padding: 1);
        Tensor y;
        using (Autocast.BFloat16())
        {
            y = layer.forward(randn([1, 1, 6, 6, 6]));
            Assert.Equal(ScalarType.BFloat16, y.dtype);
        }

        y.to(ScalarType.Float32).square().mean().backward();
        Assert.Equal(ScalarType.Float32, layer.weight!.grad!.dtype);
    }

    [Fact]
    public void Scopes_nest_and_an_inner_one_can_switch_it_off()
    {
        using (Autocast.BFloat16())
        {
            using (Autocast.BFloat16())
            {
                Assert.True(Autocast.IsEnabled());
            }

            using (Autocast.Off())
            {
                Assert.False(Autocast.IsEnabled());
            }

            Assert.True(Autocast.IsEnabled());
        }

        Assert.False(Autocast.IsEnabled());
    }

    [Fact]
    public void A_changed_weight_counts_in_the_next_scope()
    {
        using var scope = NewDisposeScope();
        var layer = nn.Linear(3, 1, hasBias: false);
        var x = ones(1, 3);
        float Sum()
        {
            using (Autocast.BFloat16())
            {
                return layer.forward(x).to(ScalarType.Float32).item<float>();
            }
        }

        using (no_grad())
        {
            layer.weight!.fill_(1);
        }

        Assert.Equal(3, Sum());
        using (no_grad())
        {
            layer.weight!.fill_(2);
        }

        Assert.Equal(6, Sum());
    }
}
