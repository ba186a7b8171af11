using System.CommandLine;
using MedMim.Studies;

namespace MedMim.Cli.Verbs;

/// <summary><c>medmim study status RUN</c>: what of a study is done.</summary>
internal static class StudyVerb
{
    public static Command Create() => new("study", "Looks at a study's run.") { CreateStatus() };

    private static Command CreateStatus()
    {
        var run = new Argument<DirectoryInfo>("RUN") { Description = "The run's folder." };
        var command = new Command("status", "Shows which steps, or which cells of a comparison, are done, begun or waiting.") { run };
        command.SetVerb(async (parsed, context, _) =>
        {
            await context.Output.WriteAsync(StudyStatus.Describe(parsed.GetRequiredValue(run).FullName));
            return ExitCode.Done;
        });
        return command;
    }
}
