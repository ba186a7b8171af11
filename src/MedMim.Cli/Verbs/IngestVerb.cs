using System.CommandLine;
using System.Globalization;
using MedMim.Cli.Hosting;
using MedMim.Datasets.Ingestion;
using MedMim.Datasets.Store;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Workers;

namespace MedMim.Cli.Verbs;

/// <summary><c>medmim ingest ARCHIVE --store STORE</c>: reads an archive into a store; again, it reads what is new or changed.</summary>
internal static class IngestVerb
{
    public static Command Create()
    {
        var archive = new Argument<DirectoryInfo>("ARCHIVE") { Description = "A folder of scans, in any arrangement and mixture of formats." };
        var store = new Option<DirectoryInfo>("--store")
        {
            Description = "The store's folder; made if missing.",
            HelpName = "STORE",
            Required = true,
        };
        var assumed = new Option<AssumedOrientation>("--assume-orientation")
        {
            Description = "How to take files that do not say which way they lie (Analyze, some NIfTI and NRRD): Las, Ras or Lps, the "
                + "directions in which x, y, z grow. A wrong word swaps left and right, so they are refused without it.",
        };
        var command = new Command("ingest", "Reads an archive of DICOM, NIfTI, NRRD and MetaImage files into a store.") { archive, store, assumed };
        command.SetVerb(async (parsed, context, cancellation) =>
        {
            await using var reader = new WorkerScanReader(new() { AssumedOrientation = parsed.GetValue(assumed) });
            reader.Start(); // While the archive's files are listed.
            var options = new IngestOptions
            {
                ArchivePath = parsed.GetRequiredValue(archive).FullName,
                StorePath = parsed.GetRequiredValue(store).FullName,
            };
            var summary = await new Ingestor(reader, PseudonymKey.LoadOrCreate(), context.Progress).RunAsync(options, cancellation);
            await PrintAsync(context, summary);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task PrintAsync(VerbContext context, IngestSummary summary)
    {
        var text = CultureInfo.InvariantCulture;
        await context.Summary.WriteLineAsync(string.Create(
            text, $"{summary.FilesSeen} files: {summary.Series} series stored ({summary.Labelled} labelled, {summary.Unchanged} unchanged), {summary.RefusedFiles.Values.Sum()} files refused, {summary.OtherFiles} not scans"));
        foreach (var (code, files) in summary.RefusedFiles)
        {
            await context.Summary.WriteLineAsync(string.Create(text, $"  refused: {files,6} files  {code}"));
        }

        if (summary.Dropped > 0)
        {
            await context.Summary.WriteLineAsync(string.Create(text, $"  dropped: {summary.Dropped,6} series whose files are gone or no longer usable"));
        }
    }
}
