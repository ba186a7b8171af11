using Spectre.Console;

namespace MedMim.Cli.Terminal;

/// <summary>Standard error as a Spectre console: bars and log lines share it, so that they do not write over each other.</summary>
internal static class TerminalConsole
{
    public static IAnsiConsole Create()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            Interactive = Console.IsErrorRedirected ? InteractionSupport.No : InteractionSupport.Yes,
            Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        });
        if (Console.IsErrorRedirected)
        {
            // A file has no width: never wrap its lines.
            console.Profile.Width = 10_000;
        }

        return console;
    }
}
