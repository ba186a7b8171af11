using MedMim.Foundation.Randomness;
using MedMim.Training.Optimizers;
using MedMim.Training.Options;
using TorchSharp;
using Parameter = TorchSharp.Modules.Parameter;

namespace MedMim.Training.Tests.Optimizers;

public sealed class OptimizerTests : TorchTests
{
    [Fact]
    public void AdamWMatchesPyTorch() =>
        MatchesPyTorch("adamw", new OptimizerOptions { WeightDecay = 0.05, Beta1 = 0.9, Beta2 = 0.98, Epsilon = 1e-8 });

    [Fact]
    public void SgdNesterovMatchesPyTorch() =>
        MatchesPyTorch("sgd_nesterov", new OptimizerOptions { Kind = OptimizerKind.SgdNesterov, WeightDecay = 3e-5 });

    [Theory]
    [InlineData("clip_1", 1)]
    [InlineData("clip_12", 12)]
    public void ClippingMatchesPyTorch(string golden, double maximum)
    {
        var (weight, bias) = Parameters();
        SetGradients(weight, bias, 0);

        var norm = GradientNorm.Clip([weight, bias], maximum);

        var expected = Goldens.Of(golden);
        Assert.Equal(expected.GetProperty("norm").GetDouble(), norm, 6);
        AssertClose(Goldens.Floats(expected, "weight"), weight.Value.grad!);
        AssertClose(Goldens.Floats(expected, "bias"), bias.Value.grad!);
    }

    [Fact]
    public void AFirstAdamStepHasItsClosedForm()
    {
        // m/(1-β₁) = g and v/(1-β₂) = g²: the step is η·g/(|g| + ε), whatever the gradient's size.
        var parameter = new NamedParameter("w", new Parameter(torch.tensor(new float[,] { { 3 } })));
        parameter.Value.grad = torch.tensor(new float[,] { { 1e-4f } });
        using var optimizer = new AdamW([parameter], new OptimizerOptions { WeightDecay = 0 });

        optimizer.Update(0, 0.5);

        Assert.Equal(2.5, parameter.Value.ToDouble(), 3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1003)]
    public void AdamWAgreesWithItsDefinitionOverManySteps(int length)
    {
        var options = new OptimizerOptions { WeightDecay = 0.1 };
        var random = new RandomStream(new StreamKey(1, "adamw", Sample: length));
        var start = Draw();
        var (matrix, bias) = (new NamedParameter("m", new Parameter(torch.tensor(start).reshape(1, length))), new NamedParameter("b", new Parameter(torch.tensor(start))));
        var (plainMatrix, plainBias) = (new PlainAdamW(options, [.. start], decays: true), new PlainAdamW(options, [.. start], decays: false));
        using var optimizer = OptimizerFactory.Create([matrix, bias], options);
        for (var step = 0; step < 50; step++)
        {
            var gradient = Draw();
            matrix.Value.grad = torch.tensor(gradient).reshape(1, length);
            bias.Value.grad = torch.tensor(gradient);
            optimizer.Update(step, 0.01);
            plainMatrix.Update(step, 0.01, gradient);
            plainBias.Update(step, 0.01, gradient);
        }

        Assert.All(plainMatrix.Weights.Zip(matrix.Value.detach().reshape(-1).data<float>().ToArray()), p => Assert.Equal(p.First, p.Second, 1e-5));
        Assert.All(plainBias.Weights.Zip(bias.Value.detach().data<float>().ToArray()), p => Assert.Equal(p.First, p.Second, 1e-5));

        float[] Draw() => [.. Enumerable.Range(0, length).Select(_ => (float)random.NextGaussian())];
    }

    [Fact]
    public void StateIsNamedAfterTheWeights()
    {
        var (weight, bias) = Parameters();
        using var optimizer = OptimizerFactory.Create([weight, bias], new OptimizerOptions());

        Assert.Equal(
            ["exp_avg.layer.bias", "exp_avg.layer.weight", "exp_avg_sq.layer.bias", "exp_avg_sq.layer.weight"],
            optimizer.State.Keys);
    }

    [Fact]
    public void AWeightWithoutAGradientIsLeftAlone()
    {
        var (weight, bias) = Parameters();
        using var optimizer = new AdamW([weight, bias], new OptimizerOptions());

        optimizer.Update(0, 1);

        Assert.Equal(Goldens.Weight, weight.Value.data<float>().ToArray());
    }

    [Theory]
    [InlineData(OptimizerKind.AdamW)]
    [InlineData(OptimizerKind.SgdNesterov)]
    public void AWeightThatBeginsLaterLearnsAsIfTheOthersHadNotAndAScaleIsPartOfItsRate(OptimizerKind kind)
    {
        var options = new OptimizerOptions { Kind = kind, WeightDecay = 0.05 };
        var (weight, bias) = Parameters();
        var (later, now) = (weight with { Rate = new(0.5, 2) }, bias with { Rate = new(0.25) });
        using var optimizer = OptimizerFactory.Create([later, now], options);
        var (plainWeight, plainBias) = Parameters();
        using var ofWeight = OptimizerFactory.Create([plainWeight], options);
        using var ofBias = OptimizerFactory.Create([plainBias], options);
        for (var step = 0; step < 6; step++)
        {
            SetGradients(later, now, step % 3);
            SetGradients(plainWeight, plainBias, step % 3);
            optimizer.Update(step, 0.1);
            ofBias.Update(step, 0.025);
            if (step >= 2)
            {
                ofWeight.Update(step - 2, 0.05);
            }
            else
            {
                Assert.Equal(Goldens.Weight, later.Value.detach().reshape(-1).data<float>().ToArray());
                Assert.All(optimizer.State.Where(s => s.Key.EndsWith("weight", StringComparison.Ordinal)), s => Assert.Equal(0, s.Value.abs().max().ToSingle()));
            }
        }

        Assert.Equal(plainWeight.Value.detach().reshape(-1).data<float>().ToArray(), later.Value.detach().reshape(-1).data<float>().ToArray());
        Assert.Equal(plainBias.Value.detach().data<float>().ToArray(), now.Value.detach().data<float>().ToArray());
    }

    private static void MatchesPyTorch(string golden, OptimizerOptions options)
    {
        var (weight, bias) = Parameters();
        using var optimizer = OptimizerFactory.Create([weight, bias], options);
        var expected = Goldens.Of(golden).EnumerateArray().ToList();
        for (var step = 0; step < expected.Count; step++)
        {
            SetGradients(weight, bias, step);
            optimizer.Update(step, Goldens.Rates[step]);
            AssertClose(Goldens.Floats(expected[step], "weight"), weight.Value);
            AssertClose(Goldens.Floats(expected[step], "bias"), bias.Value);
        }
    }

    private static (NamedParameter Weight, NamedParameter Bias) Parameters() => (
        new("layer.weight", new Parameter(torch.tensor(Goldens.Weight).reshape(2, 3))),
        new("layer.bias", new Parameter(torch.tensor(Goldens.Bias))));

    private static void SetGradients(NamedParameter weight, NamedParameter bias, int step)
    {
        weight.Value.grad = torch.tensor(Goldens.Gradients[step].Weight).reshape(2, 3);
        bias.Value.grad = torch.tensor(Goldens.Gradients[step].Bias);
    }

    private static void AssertClose(float[] expected, torch.Tensor actual)
    {
        var values = actual.detach().reshape(-1).data<float>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        Assert.All(expected.Zip(values), p => Assert.Equal(p.First, p.Second, 2e-7f));
    }
}
