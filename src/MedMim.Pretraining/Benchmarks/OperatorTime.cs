using System.Text.Json;

namespace MedMim.Pretraining.Benchmarks;

/// <summary>How long an operator took by itself, without those that it called.</summary>
/// <param name="Name">The operator, such as <c>aten::mkldnn_convolution</c>.</param>
/// <param name="Calls">How often it ran.</param>
/// <param name="Seconds">The sum.</param>
public sealed record OperatorTime(string Name, int Calls, double Seconds)
{
    /// <summary>Reads a trace, longest first.</summary>
    /// <param name="path">What <see cref="Models.Native.OperatorProfile"/> wrote: complete events, times in microseconds.</param>
    internal static IReadOnlyList<OperatorTime> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return Of([
            .. document.RootElement.EnumerateArray().Where(e => e.GetProperty("ph").GetString() == "X").Select(e => new TraceEvent(
                e.GetProperty("name").GetString()!, e.GetProperty("tid").ToString(), e.GetProperty("ts").GetDouble(), e.GetProperty("dur").GetDouble())),
        ]);
    }

    /// <summary>Takes from each event the time of those within it, in its thread.</summary>
    internal static IReadOnlyList<OperatorTime> Of(IReadOnlyList<TraceEvent> events)
    {
        var sums = new Dictionary<string, (int Calls, double Time)>(StringComparer.Ordinal);
        foreach (var thread in events.GroupBy(e => e.Thread, StringComparer.Ordinal))
        {
            var open = new Stack<TraceEvent>();
            foreach (var next in thread.OrderBy(e => e.Start).ThenByDescending(e => e.Length))
            {
                while (open.TryPeek(out var last) && next.Start >= last.Start + last.Length)
                {
                    open.Pop();
                }

                if (open.TryPeek(out var caller))
                {
                    Add(sums, caller.Name, 0, -next.Length);
                }

                Add(sums, next.Name, 1, next.Length);
                open.Push(next);
            }
        }

        return [.. sums.Select(s => new OperatorTime(s.Key, s.Value.Calls, s.Value.Time / 1e6)).OrderByDescending(o => o.Seconds).ThenBy(o => o.Name, StringComparer.Ordinal)];
    }

    private static void Add(Dictionary<string, (int Calls, double Time)> sums, string name, int calls, double time)
    {
        var (had, spent) = sums.GetValueOrDefault(name);
        sums[name] = (had + calls, spent + time);
    }

    /// <summary>One run of an operator.</summary>
    internal sealed record TraceEvent(string Name, string Thread, double Start, double Length);
}
