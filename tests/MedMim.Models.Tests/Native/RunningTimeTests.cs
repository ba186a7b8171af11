using MedMim.Models.Native;

namespace MedMim.Models.Tests.Native;

public sealed class RunningTimeTests
{
    [Fact]
    public void ALongSilenceCountsLittle()
    {
        var clock = 5_000L;
        var time = new RunningTime(() => clock);
        Assert.Equal(0, time.Now());
        clock += 70;
        Assert.Equal(70, time.Now());
        clock += 60_000;
        Assert.Equal(70 + RunningTime.LongestGap, time.Now());
        clock += 1;
        Assert.Equal(71 + RunningTime.LongestGap, time.Now());
    }
}
