using MedMim.Cli.Terminal;
using Spectre.Console;

namespace MedMim.Cli.Tests.Terminal;

public sealed class BarProgressTests
{
    // Once a narrow terminal left no room for the words, cutting them never ended.
    [Theory]
    [InlineData(30)]
    [InlineData(46)]
    [InlineData(80)]
    [InlineData(200)]
    public async Task WordsAreCutToTheTerminalHoweverNarrow(int width)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes,
        });
        console.Profile.Width = width;
        var progress = new BarProgress(console);

        var reporting = Task.Run(
            () =>
            {
                using var task = progress.Begin("de-identify", 2_500_000, "files");
                task.Report(1_000_000);
                task.Report(1_000_001, "loss 0.1234, 12.5 samples/s, 3 % waiting");
            },
            TestContext.Current.CancellationToken);

        await reporting.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }
}
