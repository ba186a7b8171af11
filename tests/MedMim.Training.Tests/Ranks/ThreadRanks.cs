using MedMim.Training.Ranks;

namespace MedMim.Training.Tests.Ranks;

/// <summary>Ranks that are threads of this process.</summary>
internal sealed class ThreadRanks : IRankGroup
{
    private readonly Meeting meeting;

    private ThreadRanks(int rank, Meeting meeting)
    {
        (Rank, this.meeting) = (rank, meeting);
    }

    public int Rank { get; }

    public int Size => meeting.Size;

    /// <summary>Runs the same work on every rank; returns what each made, or rethrows the first failure.</summary>
    public static IReadOnlyList<T> Run<T>(int size, Func<IRankGroup, T> work)
    {
        using var place = new Meeting(size);
        var ranks = Enumerable.Range(0, size).Select(rank => Task.Factory.StartNew(
            () => work(new ThreadRanks(rank, place)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        Task.WhenAll(ranks).GetAwaiter().GetResult();
        return [.. ranks.Select(r => r.Result)];
    }

    public void Sum(Span<double> values, bool patiently = false) =>
        meeting.Exchange(Rank, values.ToArray(), all => all.Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)])).CopyTo(values);

    public unsafe IPendingSum BeginSum(nint values, int count) => new Pending(() =>
    {
        var own = new Span<float>((void*)values, count);
        var sum = meeting.Exchange(Rank, own.ToArray(), all => all.Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)]));
        sum.CopyTo(new Span<float>((void*)values, count));
    });

    public unsafe void Broadcast(nint bytes, long count)
    {
        var own = new Span<byte>((void*)bytes, (int)count);
        meeting.Exchange(Rank, own.ToArray(), all => all[0]).CopyTo(own);
    }

    public void Finish()
    {
    }

    private sealed class Pending(Action complete) : IPendingSum
    {
        public void Complete() => complete();
    }

    /// <summary>Where all ranks bring something and take the same away. One that does not come is lost to the others.</summary>
    private sealed class Meeting(int size) : IDisposable
    {
        private readonly Barrier arrival = new(size);
        private readonly object[] brought = new object[size];

        public int Size => size;

        public T[] Exchange<T>(int rank, T[] own, Func<IReadOnlyList<T[]>, T[]> combine)
        {
            brought[rank] = own;
            Meet();
            var result = combine([.. brought.Cast<T[]>()]);
            Meet();
            return result;
        }

        public void Dispose() => arrival.Dispose();

        private void Meet()
        {
            if (!arrival.SignalAndWait(TimeSpan.FromSeconds(3)))
            {
                throw new RankLostException("a rank did not come");
            }
        }
    }
}
