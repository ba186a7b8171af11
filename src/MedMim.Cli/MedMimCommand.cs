using System.CommandLine;

namespace MedMim.Cli;

/// <summary>The command line: verbs, and the options that all of them share.</summary>
internal static class MedMimCommand
{
    public static async Task<int> RunAsync(string[] arguments, IEnumerable<Command> verbs)
    {
        var root = Create(verbs);
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"error: {error.Message}");
            }

            await Console.Error.WriteLineAsync($"See: medmim {Path(parsed.CommandResult.Command, root)}--help");
            return ExitCode.BadInput;
        }

        // Signals are the host's: it cancels the verb, which writes its checkpoint.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static RootCommand Create(IEnumerable<Command> verbs)
    {
        var root = new RootCommand(
            "MedMim: from a scan archive and a study protocol to a pretrained 3D encoder, a fine-tuned tumour segmenter "
            + "and an audited report.");
        root.Options.Add(SharedOptions.Quiet);
        root.Options.Add(SharedOptions.Verbose);
        foreach (var verb in verbs)
        {
            root.Subcommands.Add(verb);
        }

        return root;
    }

    private static string Path(Command command, Command root) => command == root ? string.Empty : command.Name + " ";
}
