using System.CommandLine;
using System.Text.Json;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Models.Networks;
using MedMim.Models.Weights;

namespace MedMim.Cli.Verbs;

/// <summary>
/// <c>medmim weights import FILE --encoder PRESET --out FILE</c>: weights of nnssl, nnU-Net or other checkpoints, by name, as
/// a file that training here takes. Nothing in the checkpoint is executed.
/// </summary>
internal static class WeightsImportVerb
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A safetensors file or a PyTorch checkpoint (.pth, .pt)." };
        var encoder = new Option<string>("--encoder")
        {
            Description = $"The network that they are for: {string.Join(", ", EncoderPresets.Names)}.",
            HelpName = "PRESET",
            Required = true,
        };
        var output = new Option<FileInfo>("--out") { Description = "The safetensors file to write.", HelpName = "FILE", Required = true };
        var patch = Triple("--patch-size", "Voxels of an input here, Z,Y,X; needed by a primus.");
        var grid = Triple("--position-grid", "The grid of tokens, Z,Y,X, that the file's positions are of; a cube without it.");
        var order = new Option<TokenOrder>("--token-order")
        {
            Description = "How the file's tokens were counted: zyx (the default), or yzx for nnssl's masked autoencoder.",
        };
        var channels = new Option<int>("--input-channels") { Description = "Channels of an input here. Default 1.", DefaultValueFactory = _ => 1 };
        var report = new Option<FileInfo?>("--report") { Description = "Also write the load report as JSON.", HelpName = "FILE" };
        var command = new Command("import", "Takes weights from a checkpoint by name and says what became of every tensor.")
        {
            file, encoder, output, patch, grid, order, channels, report,
        };
        command.SetVerb(async (parsed, context, _) =>
        {
            var result = WeightImport.Run(
                parsed.GetRequiredValue(file).FullName,
                new()
                {
                    Encoder = parsed.GetRequiredValue(encoder),
                    PatchSize = Axes(patch.Name, parsed.GetValue(patch)),
                    InputChannels = parsed.GetValue(channels),
                    Loading = new() { PositionGrid = Axes(grid.Name, parsed.GetValue(grid)), TokenOrder = parsed.GetValue(order) },
                },
                parsed.GetRequiredValue(output).FullName);
            if (parsed.GetValue(report) is { } path)
            {
                AtomicFile.WriteText(path.FullName, JsonSerializer.Serialize(result, Json) + "\n");
            }

            await context.Summary.WriteLineAsync(result.ToString());
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<string?> Triple(string name, string description) => new(name) { Description = description, HelpName = "Z,Y,X" };

    private static Axes? Axes(string option, string? text)
    {
        if (text is null)
        {
            return null;
        }

        var parts = text.Split(',').Select(p => int.TryParse(p, System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : 0).ToArray();
        return parts.Length == 3 && parts.All(p => p > 0)
            ? new Axes(parts[0], parts[1], parts[2])
            : throw new InputException(option, $"is '{text}'", "Give three whole numbers, such as 160,160,160.");
    }
}
