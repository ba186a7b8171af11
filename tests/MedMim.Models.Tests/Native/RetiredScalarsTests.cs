using MedMim.Models.Native;

namespace MedMim.Models.Tests.Native;

public sealed class RetiredScalarsTests
{
    private readonly List<nint> freed = [];
    private readonly RetiredScalars retired;
    private long now = 1000;

    public RetiredScalarsTests() => retired = new(delay: 100, () => now, freed.Add);

    [Fact]
    public void What_has_waited_longer_than_the_delay_is_freed_oldest_first()
    {
        retired.Add(1);
        now += 1;
        retired.Add(2);
        now += 60;
        retired.Add(3);
        Assert.Empty(freed);

        now += 41;
        retired.Add(4);
        Assert.Equal([1, 2], freed);
        Assert.Equal(2, retired.Waiting);
    }

    [Fact]
    public void At_the_delay_itself_it_still_waits()
    {
        retired.Add(1);
        now += 100;
        retired.Add(2);
        Assert.Empty(freed);
    }

    [Fact]
    public void Many_threads_free_each_once()
    {
        const int threads = 4, each = 5000;
        var clock = 0L;
        var counts = new int[threads * each];
        var shared = new RetiredScalars(
            delay: 50, () => Interlocked.Increment(ref clock), scalar => Interlocked.Increment(ref counts[scalar]));
        Parallel.For(0, threads, t =>
        {
            for (var i = 0; i < each; i++)
            {
                shared.Add((t * each) + i);
            }
        });

        Assert.Equal(51, shared.Waiting); // the clock ticks once a scalar
        Assert.Equal(counts.Length - 51, counts.Count(c => c == 1));
        Assert.DoesNotContain(counts, c => c > 1);
    }
}
