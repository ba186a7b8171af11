using System.CommandLine;
using MedMim.Studies.Preparation;

namespace MedMim.Cli.Verbs;

/// <summary><c>medmim prepare PROTOCOL STORE OUT</c>: brings a store's volumes into the form that training reads.</summary>
internal static class PrepareVerb
{
    public static Command Create()
    {
        var protocol = new Argument<FileInfo>("PROTOCOL") { Description = "The study protocol, a YAML file: its preparation, modalities and seed count." };
        var store = new Argument<DirectoryInfo>("STORE") { Description = "The store." };
        var output = new Argument<DirectoryInfo>("OUT") { Description = "The folder for the prepared volumes; made if missing." };
        var split = new Option<FileInfo?>("--split")
        {
            Description = "A split.json: spacing and intensities are then found on its training cases alone. Default: on every case.",
            HelpName = "FILE",
        };
        var command = new Command("prepare", "Resamples and normalises a store's volumes for training.") { protocol, store, output, split };
        command.SetVerb(async (parsed, context, cancellation) =>
        {
            var cases = StorePreparation.Run(
                parsed.GetRequiredValue(protocol).FullName, parsed.GetRequiredValue(store).FullName,
                parsed.GetRequiredValue(output).FullName, parsed.GetValue(split)?.FullName, context.Progress, cancellation);
            await context.Summary.WriteLineAsync($"{cases} volumes in {parsed.GetRequiredValue(output).FullName}");
            return ExitCode.Done;
        });
        return command;
    }
}
