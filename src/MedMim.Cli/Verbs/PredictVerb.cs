using System.CommandLine;
using MedMim.Studies.Prediction;

namespace MedMim.Cli.Verbs;

/// <summary><c>medmim predict MODEL INPUT OUTPUT</c>: labels scans with a trained model, in their own grids.</summary>
internal static class PredictVerb
{
    public static Command Create()
    {
        var model = new Argument<DirectoryInfo>("MODEL") { Description = "A model's folder, such as RUN/finetune/pretrained." };
        var input = new Argument<FileSystemInfo>("INPUT") { Description = "A scan file, or a folder of scans (DICOM or volume files)." };
        var output = new Argument<DirectoryInfo>("OUTPUT") { Description = "The folder for the predictions, a file a scan; made if missing." };
        var format = new Option<string>("--format")
        {
            Description = "nifti, or dicom-seg: a DICOM Segmentation, which names the patient as its scan does.",
            DefaultValueFactory = _ => "nifti",
        };
        format.AcceptOnlyFromAmong("nifti", "dicom-seg");
        var mirror = new Option<bool>("--mirror") { Description = "Average over all mirror images: eight times the work, a little better." };
        var device = DeviceOption.Create();
        var command = new Command("predict", "Labels scans with a trained model, in the grid of each scan.")
        {
            model, input, output, format, mirror, device,
        };
        command.SetVerb(async (parsed, context, cancellation) =>
        {
            var prediction = new ScanPrediction(context.Progress) { Device = DeviceOption.Of(parsed, device) };
            var outcomes = await prediction.RunAsync(
                parsed.GetRequiredValue(model).FullName, parsed.GetRequiredValue(input).FullName,
                parsed.GetRequiredValue(output).FullName,
                parsed.GetValue(format) == "dicom-seg" ? PredictionFormat.DicomSeg : PredictionFormat.Nifti,
                parsed.GetValue(mirror), cancellation);
            foreach (var outcome in outcomes)
            {
                await context.Summary.WriteLineAsync(outcome.File is { } file
                    ? $"{file}  from {outcome.Source}"
                    : $"not written  for {outcome.Source}: {outcome.Failure?.Message}");
            }

            return outcomes.All(o => o.File is not null) ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }
}
