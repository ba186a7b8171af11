using MedMim.Training.Averaging;
using MedMim.Training.Options;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.Training.Tests.Averaging;

public sealed class WeightAverageTests : TorchTests
{
    [Theory]
    [InlineData(0, 0.999)]
    [InlineData(50, 0.99945)]
    [InlineData(100, 0.9999)]
    [InlineData(399, 0.9999)]
    public void AnatoMasksDecayRisesOverTheFirstQuarter(int step, double expected) =>
        Assert.Equal(expected, new DecaySchedule(new(), 400).At(step), 12);

    [Fact]
    public void AConstantDecayIsConstant()
    {
        var schedule = new DecaySchedule(AverageOptions.Constant(0.9), 10);

        Assert.All(Enumerable.Range(0, 10), s => Assert.Equal(0.9, schedule.At(s)));
        Assert.Equal(0.8, new DecaySchedule(new() { Decay = 0.8, RampShare = 0 }, 10).At(0));
    }

    [Fact]
    public void ConvergesToAConstantModelAsTheGeometricSeriesDoes()
    {
        using var scope = NewDisposeScope();
        var (model, teacher) = (nn.Linear(3, 2), nn.Linear(3, 2));
        Fill(model, 0);
        var average = new WeightAverage(model, teacher, AverageOptions.Constant(0.75), 10);
        Fill(model, 1);
        for (var step = 0; step < 10; step++)
        {
            average.Update(step);
            Assert.Equal(1 - Math.Pow(0.75, step + 1), teacher.weight.mean().ToDouble(), 6);
        }
    }

    [Fact]
    public void StartsAsACopyThatTakesNoGradientAndSharesNoMemory()
    {
        using var scope = NewDisposeScope();
        var (model, teacher) = (nn.BatchNorm1d(3), nn.BatchNorm1d(3));
        model.forward(randn(4, 3));

        var average = new WeightAverage(model, teacher, new(), 10);

        Assert.All(teacher.parameters(), p => Assert.False(p.requires_grad));
        Assert.All(model.state_dict(), p => Assert.True(p.Value.equal(teacher.state_dict()[p.Key]).all().ToBoolean(), p.Key));
        model.forward(randn(4, 3));
        average.Update(0);
        Assert.Equal(2, teacher.state_dict()["num_batches_tracked"].ToInt64());
        Assert.NotEqual(
            model.state_dict()["running_mean"].bytes.ToArray(), teacher.state_dict()["running_mean"].bytes.ToArray());
    }

    [Fact]
    public void AnotherArchitectureIsRefused()
    {
        Assert.Throws<ArgumentException>(() => new WeightAverage(nn.Linear(3, 2), nn.Linear(3, 4), new(), 10));
        Assert.Throws<ArgumentException>(() => new WeightAverage(nn.Linear(3, 2), nn.Linear(3, 2, hasBias: false), new(), 10));
    }

    private static void Fill(nn.Module model, double value)
    {
        using var off = no_grad();
        foreach (var parameter in model.parameters())
        {
            parameter.fill_(value);
        }
    }
}
