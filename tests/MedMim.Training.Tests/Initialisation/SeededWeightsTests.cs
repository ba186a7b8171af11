using MedMim.Training.Initialisation;
using TorchSharp;

namespace MedMim.Training.Tests.Initialisation;

public sealed class SeededWeightsTests : TorchTests
{
    [Fact]
    public void DependsOnSeedAndNameOnly()
    {
        torch.random.manual_seed(1);
        var one = Model(extra: false);
        torch.random.manual_seed(2);
        var other = Model(extra: true);
        SeededWeights.Fill(one, 5);
        SeededWeights.Fill(other, 5);

        var shared = one.state_dict();
        Assert.All(shared, p => Assert.True(p.Value.allclose(other.state_dict()[p.Key], 0, 0), p.Key));
        SeededWeights.Fill(other, 6);
        Assert.False(shared["conv.weight"].allclose(other.state_dict()["conv.weight"], 0, 0));
    }

    [Fact]
    public void HasKaimingsMoments()
    {
        var model = Model(extra: true);
        SeededWeights.Fill(model, 5);
        var weights = model.state_dict();

        var conv = weights["conv.weight"]; // 16×8×3³ values, fan-in 8·27
        Assert.Equal(0, conv.mean().ToDouble(), 0.01);
        Assert.Equal(Math.Sqrt(2 / (1.0001 * 8 * 27)), conv.std().ToDouble(), 0.004);
        Assert.Equal(1, weights["norm.weight"].min().ToDouble());
        Assert.Equal(1, weights["norm.weight"].max().ToDouble());
        Assert.Equal(0, weights["conv.bias"].abs().max().ToDouble());
        Assert.Equal(0, weights["norm.bias"].abs().max().ToDouble());
    }

    private static torch.nn.Module<torch.Tensor, torch.Tensor> Model(bool extra)
    {
        var conv = torch.nn.Conv3d(8, 16, 3);
        var norm = torch.nn.InstanceNorm3d(16, affine: true);
        return extra
            ? torch.nn.Sequential(("before", torch.nn.Conv3d(8, 8, 1)), ("conv", conv), ("norm", norm))
            : torch.nn.Sequential(("conv", conv), ("norm", norm));
    }
}
