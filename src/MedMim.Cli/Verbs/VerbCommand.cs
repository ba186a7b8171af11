using System.CommandLine;
using MedMim.Cli.Hosting;

namespace MedMim.Cli.Verbs;

/// <summary>Joins a command to the host that runs it.</summary>
internal static class VerbCommand
{
    public static void SetVerb(
        this Command command, Func<ParseResult, VerbContext, CancellationToken, Task<int>> verb, Func<ParseResult, Verbosity>? verbosity = null) =>
        command.SetAction((parsed, _) => VerbHost.RunAsync(
            (verbosity ?? SharedOptions.VerbosityOf)(parsed),
            "medmim " + string.Join(' ', parsed.Tokens.Select(t => t.Value)),
            (context, cancellation) => verb(parsed, context, cancellation)));
}
