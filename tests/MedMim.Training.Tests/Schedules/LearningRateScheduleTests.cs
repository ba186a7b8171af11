using CsCheck;
using MedMim.Training.Options;
using MedMim.Training.Schedules;

namespace MedMim.Training.Tests.Schedules;

public sealed class LearningRateScheduleTests
{
    [Fact]
    public void RisesLinearlyToThePeak()
    {
        var schedule = new LearningRateSchedule(new ScheduleOptions { WarmupSteps = 4 }, 0.8, 20);

        Assert.Equal([0.2, 0.4, 0.6, 0.8, 0.8], Enumerable.Range(0, 5).Select(s => Math.Round(schedule.At(s), 12)));
    }

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(25, 0.853553390593273762)] // ½(1 + cos π/4)
    [InlineData(50, 0.5)]
    [InlineData(75, 0.146446609406726238)]
    public void CosineHasItsClosedForm(int step, double expected)
    {
        var schedule = new LearningRateSchedule(new ScheduleOptions(), 1, 100);

        Assert.Equal(expected, schedule.At(step), 12);
    }

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(50, 0.535886731268146582)] // ½^0.9
    [InlineData(90, 0.125892541179416721)] // 0.1^0.9
    public void PolyHasItsClosedForm(int step, double expected)
    {
        var schedule = new LearningRateSchedule(new ScheduleOptions { Kind = ScheduleKind.Poly }, 1, 100);

        Assert.Equal(expected, schedule.At(step), 12);
    }

    [Fact]
    public void FinalShareIsTheFloor()
    {
        var schedule = new LearningRateSchedule(new ScheduleOptions { FinalShare = 0.1 }, 2, 10);

        Assert.Equal(2, schedule.At(0), 12);
        Assert.Equal(0.2, schedule.At(10), 12);
    }

    [Fact]
    public void APreludeRisesToThePeakAndAllElseComesLater()
    {
        var later = new LearningRateSchedule(new ScheduleOptions { PreludeSteps = 4, WarmupSteps = 2 }, 3, 14);
        var plain = new LearningRateSchedule(new ScheduleOptions { WarmupSteps = 2 }, 3, 10);

        Assert.Equal([0.75, 1.5, 2.25, 3], Enumerable.Range(0, 4).Select(s => later.At(s)));
        Assert.Equal(Enumerable.Range(0, 10).Select(s => plain.At(s)), Enumerable.Range(4, 10).Select(s => later.At(s)));
    }

    [Fact]
    public void NeverLeavesItsBounds() =>
        Gen.Select(Gen.Int[1, 500], Gen.Int[0, 499], Gen.Enum<ScheduleKind>(), Gen.Double[0, 1]).Sample(
            (steps, warmup, kind, final) =>
            {
                var options = new ScheduleOptions { Kind = kind, WarmupSteps = Math.Min(warmup, steps - 1), FinalShare = final };
                var schedule = new LearningRateSchedule(options, 3, steps);
                var rates = Enumerable.Range(0, steps).Select(s => schedule.At(s)).ToList();
                Assert.All(rates, r => Assert.InRange(r, 0, 3 + 1e-12));
                var fall = rates.Skip(options.WarmupSteps).ToList();
                Assert.True(fall.Zip(fall.Skip(1)).All(p => p.First >= p.Second - 1e-12));
            });
}
