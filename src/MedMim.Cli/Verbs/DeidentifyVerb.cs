using System.CommandLine;
using System.Globalization;
using MedMim.Cli.Hosting;
using MedMim.Datasets.Deidentification;
using MedMim.Datasets.Store;
using MedMim.Imaging.Workers;
using MedMim.Studies.Deidentification;

namespace MedMim.Cli.Verbs;

/// <summary><c>medmim deidentify IN OUT --policy FILE</c>: a copy of a DICOM archive that names nobody; run again, it continues.</summary>
internal static class DeidentifyVerb
{
    public static Command Create()
    {
        var archive = new Argument<DirectoryInfo>("IN") { Description = "A folder of DICOM files, in any arrangement. Only read." };
        var output = new Argument<DirectoryInfo>("OUT") { Description = "The folder for the protected files; made if missing." };
        var policy = new Option<FileInfo>("--policy")
        {
            Description = "What to keep, a YAML file; protocols/deidentification.yaml is an example.",
            HelpName = "FILE",
            Required = true,
        };
        var command = new Command("deidentify", "Copies an archive of DICOM files without what identifies patients (DICOM PS3.15 annex E).")
        {
            archive, output, policy,
        };
        command.SetVerb(async (parsed, context, cancellation) =>
        {
            var options = new DeidentificationOptions
            {
                ArchivePath = parsed.GetRequiredValue(archive).FullName,
                OutputPath = parsed.GetRequiredValue(output).FullName,
                Policy = PolicyFile.Load(parsed.GetRequiredValue(policy).FullName),
            };
            var key = PseudonymKey.LoadOrCreate();
            await using var deidentifier = new WorkerDeidentifier(options.Policy, key.Derive(ArchiveDeidentifier.KeyPurpose));
            var counts = await new ArchiveDeidentifier(deidentifier, key, context.Progress).RunAsync(options, cancellation);
            await PrintAsync(context, counts);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task PrintAsync(VerbContext context, OutcomeCounts counts)
    {
        var text = CultureInfo.InvariantCulture;
        await context.Summary.WriteLineAsync(string.Create(
            text, $"{counts.Seen} files: {counts.Written} de-identified ({counts.Unchanged} unchanged), {counts.Refused.Values.Sum()} refused, {counts.Other} not DICOM"));
        foreach (var (code, files) in counts.Refused)
        {
            await context.Summary.WriteLineAsync(string.Create(text, $"  refused: {files,6} files  {code}"));
        }

        if (counts.ShowFace > 0)
        {
            await context.Summary.WriteLineAsync(string.Create(
                text, $"  faces:   {counts.ShowFace,6} files show a head: a face may be reconstructed from their pixels"));
        }
    }
}
