using System.CommandLine;
using MedMim.Studies.Probes;

namespace MedMim.Cli.Verbs;

/// <summary><c>medmim features FOLDER --encoder FILE --out DIR</c>: features of encoders as colours over slices.</summary>
internal static class FeaturesVerb
{
    public static Command Create()
    {
        var defaults = new FeaturePictureRequest { Folder = string.Empty, Encoders = [], Output = string.Empty };
        var encoders = new EncoderOptions();
        var folder = EncoderOptions.Folder();
        var output = new Option<DirectoryInfo>("--out") { Description = "The folder for features.png and features.json; made if missing.", HelpName = "DIR", Required = true };
        var cases = Number("--cases", "How many scans to draw, spread evenly over all, 1 to 12.", defaults.Cases, 1, 12);
        var voxels = Number("--voxels", "Voxels of a scan's body that components are found on.", defaults.Voxels, 100, 1_000_000);
        var seed = new Option<ulong>("--seed") { Description = "Seed of voxels and random weights.", HelpName = "N", DefaultValueFactory = _ => defaults.Seed };
        var command = new Command("features", "Paints principal components of encoders' features over slices.") { folder, output, cases, voxels, seed };
        encoders.AddTo(command);
        command.SetVerb(async (parsed, context, cancellation) =>
        {
            var picture = new FeaturePictureStudy(context.Logging.CreateLogger("medmim"), context.Progress).Run(
                new()
                {
                    Folder = parsed.GetRequiredValue(folder).FullName,
                    Encoders = encoders.Arms(parsed),
                    Output = parsed.GetRequiredValue(output).FullName,
                    Protocol = encoders.Protocol(parsed),
                    Cases = parsed.GetValue(cases),
                    Voxels = parsed.GetValue(voxels),
                    Seed = parsed.GetValue(seed),
                    Levels = encoders.Levels(parsed),
                    Preset = encoders.Preset(parsed),
                    PatchSize = encoders.PatchSize(parsed),
                },
                cancellation);
            await context.Summary.WriteLineAsync(picture);
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<int> Number(string name, string description, int value, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            var given = result.GetValueOrDefault<int>();
            if (given < least || given > most)
            {
                result.AddError($"{name} is outside {least} to {most}.");
            }
        });
        return option;
    }
}
