using System.CommandLine;
using MedMim.Datasets.Store;

namespace MedMim.Cli.Verbs;

/// <summary>
/// <c>medmim lookup STORE --archive ARCHIVE [ID]</c>: turns pseudonyms back into files, for whoever has the archive and
/// the key. Prints to the terminal and nowhere else.
/// </summary>
internal static class LookupVerb
{
    public static Command Create()
    {
        var store = new Argument<DirectoryInfo>("STORE") { Description = "The store." };
        var id = new Argument<string?>("ID")
        {
            Description = "A pseudonym from a report, a prediction's name or refusals.parquet; all files without it.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var archive = new Option<DirectoryInfo>("--archive")
        {
            Description = "The archive that the store was made from.",
            HelpName = "ARCHIVE",
            Required = true,
        };
        var command = new Command("lookup", "Says which files of an archive a pseudonym stands for.") { store, id, archive };
        command.SetVerb(async (parsed, context, _) =>
        {
            var entries = PseudonymLookup.List(
                parsed.GetRequiredValue(store).FullName, parsed.GetRequiredValue(archive).FullName,
                PseudonymKey.LoadOrCreate(), parsed.GetValue(id));
            foreach (var entry in entries)
            {
                await context.Output.WriteLineAsync(
                    $"{entry.Id}  {entry.Outcome,-8}  {string.Join(',', entry.Targets)}  {entry.Patient}  {entry.RelativePath}");
            }

            return ExitCode.Done;
        });
        return command;
    }
}
