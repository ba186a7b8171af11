using MedMim.Foundation.Progress;
using Spectre.Console;

namespace MedMim.Cli.Terminal;

/// <summary>Progress for a log file: a plain line at most every ten seconds, and one at the end.</summary>
internal sealed class LineProgress(IAnsiConsole console, TimeProvider time) : IProgressReporter
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private readonly Lock gate = new();

    // A terminal without colours and bars gets plain lines too.
    public bool IsTerminal => console.Profile.Capabilities.Interactive;

    public IProgressTask Begin(string title, long total, string unit) => new Lines(this, title, total, unit);

    public void Note(string line) => Write("  " + line);

    private void Write(string line)
    {
        lock (gate)
        {
            console.Write(new Text(line + "\n"));
        }
    }

    private sealed class Lines(LineProgress owner, string title, long total, string unit) : IProgressTask
    {
        private readonly long began = owner.Now();
        private long last = owner.Now();
        private long units = total;
        private long reached;
        private long? first;
        private string? latest;
        private bool disposed;

        public void SetTotal(long total) => units = total;

        public void Report(long done, string? detail = null)
        {
            first ??= done;
            reached = done;
            latest = detail ?? latest;
            if (owner.Since(last) < Interval)
            {
                return;
            }

            last = owner.Now();
            owner.Write(Describe() + TimeLeft());
        }

        public void Dispose()
        {
            if (disposed)
            {
                return;
            }

            disposed = true;
            owner.Write($"{Describe()} in {owner.Since(began).TotalSeconds:0.0} s");
        }

        // From the pace so far, which a resumed run's first report is no part of.
        private string TimeLeft()
        {
            if (units <= reached || reached <= first)
            {
                return string.Empty;
            }

            var left = owner.Since(began) * ((units - reached) / (double)(reached - first.GetValueOrDefault()));
            return left.TotalMinutes < 1.5 ? $", about {left.TotalSeconds:0} s left" : $", about {left.TotalMinutes:0} min left";
        }

        private string Describe()
        {
            var count = units > 0 ? $"{reached}/{units} {unit}" : $"{reached} {unit}";
            return latest is null ? $"{title}: {count}" : $"{title}: {count}, {latest}";
        }
    }

    private long Now() => time.GetTimestamp();

    private TimeSpan Since(long since) => time.GetElapsedTime(since);
}
