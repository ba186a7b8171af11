namespace MedMim.Models.Native;

/// <summary>
/// Time in which a process runs: a longer silence between two questions counts as <see cref="LongestGap"/> only, since the
/// process may have been stopped (SIGSTOP, a suspended machine). Not for several threads at once.
/// </summary>
/// <param name="clock">Milliseconds of a clock that never goes back.</param>
internal sealed class RunningTime(Func<long> clock)
{
    /// <summary>In milliseconds.</summary>
    public const long LongestGap = 100;

    private long last = clock();
    private long now;

    /// <summary>Milliseconds, from 0.</summary>
    public long Now()
    {
        var time = clock();
        now += Math.Min(time - last, LongestGap);
        last = time;
        return now;
    }
}
