using System.CommandLine;
using MedMim.Studies.Prediction;

namespace MedMim.Cli.Verbs;

/// <summary><c>medmim predict MODEL INPUT OUTPUT</c>: labels scans with a trained model, or finds boxes in them, in their own grids.</summary>
internal static class PredictVerb
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL")
        {
            Description = "A model's folder, such as RUN/finetune/pretrained or RUN/detector/detector-pretrained; several, with commas between, or a folder of them answer together.",
        };
        var input = new Argument<FileSystemInfo>("INPUT") { Description = "A scan file, a folder of scans (DICOM or volume files), or a store." };
        var output = new Argument<DirectoryInfo>("OUTPUT") { Description = "The folder for the predictions, a file a scan; made if missing." };
        var format = new Option<string?>("--format")
        {
            Description = "nifti (a segmenter's default): labels of voxels; json (a detector's): boxes with scores; dicom-seg: a DICOM Segmentation, which names the patient as its scan does, of a detector with a segment a box.",
        };
        format.AcceptOnlyFromAmong("nifti", "dicom-seg", "json");
        var leastScore = new Option<double?>("--min-score")
        {
            Description = "Boxes that score less are left out of dicom-seg and statistics, 0 to 1; json holds all. Default 0.5.", HelpName = "SCORE",
        };
        var mirror = new Option<bool>("--mirror") { Description = "Average over all mirror images: eight times the work, a little better." };
        var probabilities = new Option<bool>("--probabilities") { Description = "Also write each label's probability: ID.probability-VALUE.nii.gz." };
        var confidence = new Option<bool>("--confidence")
        {
            Description = "Also write how sure the model is, from 0 to 1 (1 - entropy / ln classes): ID.confidence.nii.gz.",
        };
        var statistics = new Option<bool>("--statistics") { Description = "Also write volume, diameters and centre of each lesion or box: ID.statistics.json." };
        var modality = new Option<string?>("--modality") { Description = "CT, MR or PT: of scans whose files do not tell, such as most NIfTI files." };
        modality.AcceptOnlyFromAmong("CT", "MR", "PT");
        var force = new Option<bool>("--force") { Description = "Predict scans that are unlike those the model learned from, too." };
        var device = DeviceOption.Create();
        var command = new Command("predict", "Labels scans with a trained model, or finds boxes in them, in the grid of each scan.")
        {
            model, input, output, format, leastScore, mirror, probabilities, confidence, statistics, modality, force, device,
        };
        command.SetVerb(async (parsed, context, cancellation) =>
        {
            var prediction = new ScanPrediction(context.Progress) { Device = DeviceOption.Of(parsed, device) };
            var request = new PredictionRequest
            {
                Models = parsed.GetRequiredValue(model),
                Input = parsed.GetRequiredValue(input).FullName,
                Output = parsed.GetRequiredValue(output).FullName,
                Format = parsed.GetValue(format) switch
                {
                    "nifti" => PredictionFormat.Nifti,
                    "dicom-seg" => PredictionFormat.DicomSeg,
                    "json" => PredictionFormat.Json,
                    _ => null,
                },
                LeastScore = parsed.GetValue(leastScore),
                Mirror = parsed.GetValue(mirror),
                Probabilities = parsed.GetValue(probabilities),
                Confidence = parsed.GetValue(confidence),
                Statistics = parsed.GetValue(statistics),
                Modality = parsed.GetValue(modality),
                Force = parsed.GetValue(force),
            };
            var outcomes = await prediction.RunAsync(request, cancellation);
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
