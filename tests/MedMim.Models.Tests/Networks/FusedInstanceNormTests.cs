using MedMim.Models.Blocks;
using MedMim.Models.Native;
using static TorchSharp.torch;

namespace MedMim.Models.Tests.Networks;

public sealed class FusedInstanceNormTests
{
    public FusedInstanceNormTests() => TorchRuntime.Initialize();

    [Theory]
    [InlineData(1, 1, 1, 1, 2, 0.01)]
    [InlineData(2, 3, 3, 5, 7, 0.01)]
    [InlineData(2, 5, 1, 2, 4, 1.0)]
    [InlineData(1, 4, 17, 19, 23, 0.01)] // longer than a run of sums
    [InlineData(2, 12, 16, 16, 16, 1.0)]
    public void It_agrees_with_the_two_modules_forward_and_backward(long n, long c, long d, long h, long w, double slope)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        var input = (randn([n, c, d, h, w]) * 3) + 5;
        var (weight, bias, gradient) = (randn(c), randn(c), randn([n, c, d, h, w]));
        var expected = Of(input, weight, bias, gradient, (x, f, b) =>
        {
            var y = nn.functional.instance_norm(x.to(ScalarType.Float64), weight: f.to(ScalarType.Float64), bias: b.to(ScalarType.Float64), eps: 1e-5);
            return nn.functional.leaky_relu(y, slope).to(ScalarType.Float32);
        });
        var actual = Of(input, weight, bias, gradient, (x, f, b) => FusedInstanceNorm.Run(x, f, b, 1e-5, slope));
        Assert.All(expected.Zip(actual), p =>
        {
            Assert.Equal(p.First.shape, p.Second.shape);
            var scale = p.First.abs().max().item<float>() + 1;
            Assert.InRange((p.First - p.Second).abs().max().item<float>() / scale, 0, 2e-5f);
        });
    }

    [Fact]
    public void The_garbage_collector_frees_no_tensor_in_the_middle_of_a_pass()
    {
        using var done = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!done.IsCancellationRequested)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            using var noGradient = no_grad();
            using var input = randn([1, 3, 8, 40, 40]);
            using var weight = ones(3);
            using var bias = zeros(3);
            using var expected = FusedInstanceNorm.Run(input, weight, bias, 1e-5, 0.01);
            for (var i = 0; i < 50; i++)
            {
                // No dispose scope: nothing but the pass itself knows of its copy of the input, channels side by side.
                using var actual = FusedInstanceNorm.Run(input, weight, bias, 1e-5, 0.01);
                Assert.True(actual.equal(expected).all().item<bool>());
            }
        }
        finally
        {
            done.Cancel();
            collector.Join();
        }
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_byte()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(4);
        var (input, gradient) = (randn([2, 6, 12, 12, 14]), randn([2, 6, 12, 12, 14]));
        var threads = get_num_threads();
        try
        {
            var results = new[] { 1, 2, 3 }.Select(t =>
            {
                set_num_threads(t);
                return Of(input, ones(6), zeros(6), gradient, (x, f, b) => FusedInstanceNorm.Run(x, f, b, 1e-5, 0.01))
                    .SelectMany(r => r.contiguous().bytes.ToArray()).ToArray();
            }).ToList();
            Assert.All(results, r => Assert.Equal(results[0], r));
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Fact]
    public void What_is_not_a_number_stays_so()
    {
        using var scope = NewDisposeScope();
        var input = ones([1, 1, 2, 2, 2]);
        input[0, 0, 0, 0, 0] = float.NaN;
        Assert.True(FusedInstanceNorm.Run(input, ones(1), zeros(1), 1e-5, 0.01).isnan().all().item<bool>());
    }

    [Fact]
    public void A_single_voxel_is_left_to_the_module_which_refuses_it() =>
        Assert.False(FusedInstanceNorm.Fits(zeros([1, 2, 1, 1, 1])));

    private static List<Tensor> Of(
        Tensor input, Tensor weight, Tensor bias, Tensor gradient, Func<Tensor, Tensor, Tensor, Tensor> function)
    {
        var leaves = new[] { input, weight, bias }.Select(t => t.clone().requires_grad_()).ToArray();
        var output = function(leaves[0], leaves[1], leaves[2]);
        output.backward([gradient]);
        return [output.detach(), .. leaves.Select(l => l.grad!)];
    }
}
