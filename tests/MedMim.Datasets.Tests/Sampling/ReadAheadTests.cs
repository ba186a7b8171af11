using System.Collections.Concurrent;
using System.Diagnostics;
using MedMim.Datasets.Sampling;

namespace MedMim.Datasets.Tests.Sampling;

public class ReadAheadTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void ItemsComeInOrderHoweverLongEachTakes(int readers)
    {
        using var reader = new ReadAhead<long>(
            step =>
            {
                Thread.Sleep(step % 3 == 0 ? 5 : 0);
                return 10 * step;
            },
            2, 30, readers);
        Assert.Equal(Enumerable.Range(2, 28).Select(s => 10L * s), Enumerable.Range(2, 28).Select(s => reader.Take(s, out _)));
        Assert.Throws<InvalidOperationException>(() => reader.Take(30, out _));
    }

    [Fact]
    public void NoMoreThanTheReadersAreMadeAheadAndNothingBeyondTheEnd()
    {
        var made = new ConcurrentBag<long>();
        using (var reader = new ReadAhead<long>(Make, 0, 6, 2))
        {
            reader.Take(0, out _);
            reader.Take(1, out _);
        }

        Assert.InRange(made.Count, 2, 4);

        made.Clear();
        using (var reader = new ReadAhead<long>(Make, 0, 3, 8))
        {
            Enumerable.Range(0, 3).ToList().ForEach(s => reader.Take(s, out _));
        }

        Assert.Equal([0, 1, 2], made.Order());

        long Make(long step)
        {
            made.Add(step);
            return step;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void WaitingIsMeasured(int readers)
    {
        var began = Stopwatch.GetTimestamp();
        using var reader = new ReadAhead<long>(
            step =>
            {
                Thread.Sleep(100);
                return step;
            },
            0, 1, readers);
        var beforeTaking = Stopwatch.GetElapsedTime(began);
        reader.Take(0, out var waited);
        var atLeast = 100 - (readers == 0 ? 0 : beforeTaking.TotalMilliseconds);
        Assert.InRange(waited.TotalMilliseconds, atLeast - 2, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    [Fact]
    public void AFailureIsThrownAsItWasAtItsOwnStep()
    {
        using var reader = new ReadAhead<long>(
            step => step == 2 ? throw new InvalidDataException("the third") : step, 0, 9, 4);
        reader.Take(0, out _);
        reader.Take(1, out _);
        Assert.Equal("the third", Assert.Throws<InvalidDataException>(() => reader.Take(2, out _)).Message);
    }

    [Fact]
    public void AStepOutOfTurnIsAMistake()
    {
        using var reader = new ReadAhead<long>(step => step, 0, 9, 1);
        Assert.Throws<InvalidOperationException>(() => reader.Take(1, out _));
    }
}
