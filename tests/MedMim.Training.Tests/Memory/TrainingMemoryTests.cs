using MedMim.Models.Networks;
using MedMim.Training.Memory;

namespace MedMim.Training.Tests.Memory;

/// <summary>Against the peaks (VmHWM) of processes that trained for four steps; see bench/results.</summary>
public sealed class TrainingMemoryTests : TorchTests
{
    [Theory]
    [InlineData("resenc-tiny", 16, 16, 16, 2, 2, 253)]
    [InlineData("resenc-tiny", 40, 56, 40, 2, 3, 624)]
    [InlineData("resenc-tiny", 64, 64, 64, 2, 3, 1282)]
    [InlineData("resenc-tiny", 96, 96, 96, 2, 3, 3387)]
    [InlineData("resenc-tiny", 64, 64, 64, 4, 10, 2152)]
    [InlineData("resenc-s", 32, 32, 32, 2, 3, 528)]
    [InlineData("resenc-s", 64, 64, 64, 2, 3, 1597)]
    [InlineData("resenc-s", 80, 96, 64, 2, 5, 2930)]
    [InlineData("primus-tiny", 40, 56, 40, 2, 3, 369)]
    [InlineData("primus-tiny", 64, 64, 64, 2, 3, 598)]
    [InlineData("primus-tiny", 96, 96, 96, 2, 3, 1357)]
    [InlineData("primus-tiny", 64, 64, 64, 4, 10, 1236)]
    public void TheEstimateIsNearTheMeasuredPeak(string encoder, int z, int y, int x, int batch, int classes, double mebibytes)
    {
        var estimate = new TrainingMemory(encoder, classes, true).Estimate(new Axes(z, y, x), batch) / (1 << 20);
        Assert.InRange(estimate / mebibytes, 0.9, 1.1);
    }
}
