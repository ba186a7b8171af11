using System.CommandLine;
using MedMim.Cli.Verbs;

namespace MedMim.Cli;

/// <summary>The command line: verbs, and the options that all of them share.</summary>
internal static class MedMimCommand
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = Create();
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

    public static RootCommand Create()
    {
        var root = new RootCommand(
            "MedMim: from a scan archive and a study protocol to a pretrained 3D encoder, a fine-tuned tumour segmenter "
            + "and an audited report.");
        root.Options.Add(SharedOptions.Quiet);
        root.Options.Add(SharedOptions.Verbose);
        root.Subcommands.Add(RunVerb.Create());
        root.Subcommands.Add(IngestVerb.Create());
        root.Subcommands.Add(ExportVerb.Create());
        root.Subcommands.Add(DeidentifyVerb.Create());
        root.Subcommands.Add(PrepareVerb.Create());
        root.Subcommands.Add(PretrainVerb.Create());
        root.Subcommands.Add(PredictVerb.Create());
        root.Subcommands.Add(AuditVerb.Create());
        root.Subcommands.Add(LookupVerb.Create());
        root.Subcommands.Add(DoctorVerb.Create());
        return root;
    }

    private static string Path(Command command, Command root) => command == root ? string.Empty : command.Name + " ";
}
