using MedMim.Cli.Terminal;
using Spectre.Console;

namespace MedMim.Cli.Tests.Terminal;

public class LineProgressTests
{
    [Fact]
    public void TimeLeftFollowsFromThePaceSinceTheRunBeganOrResumed()
    {
        var time = new ManualTime();
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No,
        });
        var progress = new LineProgress(console, time);
        Assert.False(progress.IsTerminal);
        using (var task = progress.Begin("ingest", 100, "series"))
        {
            task.Report(20);
            time.Seconds += 60;
            task.Report(40, "3 refused");
            time.Seconds += 15;
            task.Report(95);
        }

        Assert.Equal(
            [
                "ingest: 40/100 series, 3 refused, about 3 min left", "ingest: 95/100 series, 3 refused, about 5 s left",
                "ingest: 95/100 series, 3 refused in 75.0 s",
            ],
            text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    private sealed class ManualTime : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
