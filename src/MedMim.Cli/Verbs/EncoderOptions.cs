using System.CommandLine;
using System.Globalization;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;
using MedMim.Models.Networks;
using MedMim.Studies.Probes;

namespace MedMim.Cli.Verbs;

/// <summary>Options of verbs that look into encoders.</summary>
internal sealed class EncoderOptions
{
    private readonly Option<string[]> encoder = new("--encoder")
    {
        Description = "An encoder's weights, such as RUN/pretrain/encoder.safetensors; several are compared. Files of one NAME: one a seed.",
        HelpName = "[NAME=]FILE",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<FileInfo?> protocol = new("--protocol")
    {
        Description = "Prepare a store's scans as this protocol says, and call labels as it does. Default: the protocol's defaults.",
        HelpName = "FILE",
    };

    private readonly Option<string?> levels = new("--levels")
    {
        Description = "Levels of the encoder, 1 being the finest. Default: all, one after the other.", HelpName = "N,N",
    };

    private readonly Option<string?> preset = new("--preset")
    {
        Description = $"The network, where nothing beside the weights says it: {string.Join(", ", EncoderPresets.Names)}.", HelpName = "PRESET",
    };

    private readonly Option<string?> patch = new("--patch-size")
    {
        Description = "Voxels of a window. Default: those of the pretraining.", HelpName = "Z,Y,X",
    };

    public static Argument<DirectoryInfo> Folder() => new("FOLDER") { Description = "A store, or a folder of prepared volumes." };

    public void AddTo(Command command)
    {
        command.Add(encoder);
        command.Add(protocol);
        command.Add(levels);
        command.Add(preset);
        command.Add(patch);
    }

    public IReadOnlyList<EncoderArm> Arms(ParseResult parsed) => EncoderArm.Parse(parsed.GetRequiredValue(encoder));

    public string? Protocol(ParseResult parsed) => parsed.GetValue(protocol)?.FullName;

    public string? Preset(ParseResult parsed) => parsed.GetValue(preset);

    public IReadOnlyList<int>? Levels(ParseResult parsed) =>
        parsed.GetValue(levels) is { } text ? Numbers(levels.Name, text, "Give whole numbers, such as 1,2.") : null;

    public GridSize? PatchSize(ParseResult parsed)
    {
        const string remedy = "Give three whole numbers, such as 64,64,64.";
        return parsed.GetValue(patch) is not { } text ? null
            : Numbers(patch.Name, text, remedy) is [var z, var y, var x] ? new GridSize(z, y, x)
            : throw new InputException(patch.Name, $"is {text}", remedy);
    }

    private static int[] Numbers(string option, string text, string remedy) =>
        [.. text.Split(',').Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? n
            : throw new InputException(option, $"is {text}", remedy))];
}
