using System.CommandLine;
using System.Globalization;
using MedMim.Cli.Hosting;
using MedMim.Evaluation.Probes;
using MedMim.Foundation.Failures;
using MedMim.Studies.Probes;

namespace MedMim.Cli.Verbs;

/// <summary><c>medmim probe FOLDER --encoder FILE --out DIR</c>: what an encoder's frozen features know.</summary>
internal static class ProbeVerb
{
    public static Command Create()
    {
        var defaults = new ProbeRequest { Folder = string.Empty, Encoders = [], Output = string.Empty };
        var encoders = new EncoderOptions();
        var folder = EncoderOptions.Folder();
        var output = new Option<DirectoryInfo>("--out") { Description = "The folder for probe.json and probe.parquet; made if missing.", HelpName = "DIR", Required = true };
        var split = new Option<FileInfo?>("--split")
        {
            Description = "A run's split.json: test on its test patients, learn on its training patients. Default: folds by patient.",
            HelpName = "FILE",
        };
        var folds = new Option<int?>("--folds") { Description = "How many folds. Default 5.", HelpName = "N" };
        var seeds = new Option<string>("--seeds")
        {
            Description = "Seeds of folds, voxels and random weights; figures are means over them.", HelpName = "N,N",
            DefaultValueFactory = _ => string.Join(',', defaults.Seeds),
        };
        var voxels = new Option<int>("--voxels")
        {
            Description = "Voxels of a scan, shared evenly among its labels.", HelpName = "N", DefaultValueFactory = _ => defaults.Voxels,
        };
        var vectors = new Option<int>("--training-vectors")
        {
            Description = "Voxels that a probe learns from, at most.", HelpName = "N", DefaultValueFactory = _ => defaults.TrainingVectors,
        };
        var classes = new Option<FileInfo?>("--classes") { Description = "Classes of scans: lines id,class, by pseudonym of a series or patient.", HelpName = "FILE" };
        var command = new Command("probe", "Asks frozen features, by nearest neighbours and linear probes, beside random weights.")
        {
            folder, output, split, folds, seeds, voxels, vectors, classes,
        };
        encoders.AddTo(command);
        command.SetVerb(async (parsed, context, cancellation) =>
        {
            var outcome = new ProbeStudy(context.Logging.CreateLogger("medmim"), context.Progress).Run(
                new()
                {
                    Folder = parsed.GetRequiredValue(folder).FullName,
                    Encoders = encoders.Arms(parsed),
                    Output = parsed.GetRequiredValue(output).FullName,
                    Protocol = encoders.Protocol(parsed),
                    Split = parsed.GetValue(split)?.FullName,
                    Folds = parsed.GetValue(folds),
                    Seeds = Numbers(parsed.GetRequiredValue(seeds)),
                    Voxels = parsed.GetValue(voxels),
                    TrainingVectors = parsed.GetValue(vectors),
                    Levels = encoders.Levels(parsed),
                    Classes = parsed.GetValue(classes)?.FullName,
                    Preset = encoders.Preset(parsed),
                    PatchSize = encoders.PatchSize(parsed),
                },
                cancellation);
            await PrintAsync(outcome, context);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task PrintAsync(ProbeOutcome outcome, VerbContext context)
    {
        foreach (var line in outcome.Results.SelectMany(r => ProbeTable.Lines(r).Append(string.Empty)))
        {
            await context.Output.WriteLineAsync(line);
        }

        await context.Summary.WriteLineAsync(outcome.File);
    }

    private static ulong[] Numbers(string text) =>
        [.. text.Split(',').Select(p => ulong.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? n
            : throw new InputException("--seeds", $"is {text}", "Give whole numbers, such as 1,2,3."))];
}
