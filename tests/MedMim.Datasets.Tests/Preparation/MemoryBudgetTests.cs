using MedMim.Datasets.Preparation;

namespace MedMim.Datasets.Tests.Preparation;

public class MemoryBudgetTests
{
    [Fact]
    public void WhatRunsSideBySideFitsAndTheTooLargeRunsAlone()
    {
        var budget = new MemoryBudget(100);
        var (used, most) = (0L, 0L);
        var gate = new Lock();
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            long bytes = i % 50 == 0 ? 500 : 10 + (i % 40);
            budget.Run(bytes, () =>
            {
                lock (gate)
                {
                    used += bytes;
                    Assert.True(used <= 100 || used == 500, $"{used} at once");
                    most = Math.Max(most, used);
                }

                Thread.SpinWait(2000);
                lock (gate)
                {
                    used -= bytes;
                }

                return i;
            });
        });
        Assert.Equal((0, 500), (used, most));
    }

    [Fact]
    public void AFailureGivesTheMemoryBack()
    {
        var budget = new MemoryBudget(10);
        Assert.Throws<InvalidOperationException>(() => budget.Run<int>(10, () => throw new InvalidOperationException()));
        Assert.Equal(1, budget.Run(10, () => 1));
    }
}
