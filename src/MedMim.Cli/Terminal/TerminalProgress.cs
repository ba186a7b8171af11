using MedMim.Cli.Hosting;
using MedMim.Foundation.Progress;
using Spectre.Console;

namespace MedMim.Cli.Terminal;

/// <summary>Chooses how progress is shown.</summary>
internal static class TerminalProgress
{
    public static IProgressReporter For(IAnsiConsole console, Verbosity verbosity) => verbosity switch
    {
        Verbosity.Beside or Verbosity.Quiet => SilentProgress.Instance,
        _ when console.Profile.Capabilities.Interactive && console.Profile.Capabilities.Ansi => new BarProgress(console),
        _ => new LineProgress(console, TimeProvider.System),
    };
}
