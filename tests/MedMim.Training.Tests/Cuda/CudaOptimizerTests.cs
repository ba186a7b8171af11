using MedMim.Training.Devices;
using MedMim.Training.Optimizers;
using MedMim.Training.Options;
using TorchSharp;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace MedMim.Training.Tests.Cuda;

/// <summary>Updates on a GPU are those of the processor.</summary>
public sealed class CudaOptimizerTests : TorchTests
{
    [Theory]
    [InlineData(OptimizerKind.AdamW)]
    [InlineData(OptimizerKind.SgdNesterov)]
    public void Weights_and_state_are_those_of_the_processor(OptimizerKind kind)
    {
        var gpu = Gpu.Require();
        var start = randn([37, 5, 3]);
        var options = new OptimizerOptions { Kind = kind, WeightDecay = 0.1 };
        var (here, there) = (new NamedParameter("w", new Parameter(start.clone())), new NamedParameter("w", new Parameter(start.to(gpu))));
        using var ours = OptimizerFactory.Create([here], options);
        using var theirs = OptimizerFactory.Create([there], options);
        for (var step = 0; step < 30; step++)
        {
            var gradient = 5 * randn([37, 5, 3]);
            here.Value.grad = gradient;
            there.Value.grad = gradient.to(gpu);
            Assert.Equal(GradientNorm.Clip([here], 12), GradientNorm.Clip([there], 12), 1e-3);
            ours.Update(step, 0.01);
            theirs.Update(step, 0.01);
        }

        Assert.InRange(Gpu.Distance(there.Value, here.Value), 0, 1e-5);
        Assert.Equal(ours.State.Keys.Order(StringComparer.Ordinal), theirs.State.Keys.Order(StringComparer.Ordinal));
        Assert.All(ours.State, s => Assert.InRange(Gpu.Distance(theirs.State[s.Key], s.Value), 0, 1e-5));
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Int64)]
    public void What_is_brought_to_it_arrives_whole_also_when_the_host_lets_go_at_once(ScalarType type)
    {
        var gpu = Gpu.Require();
        var sum = zeros(1, ScalarType.Float64, gpu);
        var expected = 0.0;
        for (var i = 0; i < 50; i++)
        {
            using var scope = NewDisposeScope();
            var host = randint(0, 100, [1 << 20]).to(type);
            expected += host.sum(type: ScalarType.Float64).ToDouble();
            sum.add_(Upload.To(host, gpu).sum(type: ScalarType.Float64));
        }

        Assert.Equal(expected, sum.ToDouble());
    }

    [Fact]
    public void It_is_named_in_records()
    {
        Gpu.Require();
        Assert.Matches(@"^cuda:0 \(.+\)$", ComputeDevice.Parse(Gpu.Name).Describe());
        Assert.Equal(TorchSharp.DeviceType.CUDA, ComputeDevice.Auto.Open().type);
        Assert.Throws<Foundation.Failures.InputException>(() => ComputeDevice.Parse("cuda:99").Open());
    }
}
