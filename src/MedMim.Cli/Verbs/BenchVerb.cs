using System.CommandLine;
using System.Globalization;
using MedMim.Cli.Hosting;
using MedMim.FineTuning.Benchmarks;
using MedMim.Foundation.Failures;
using MedMim.Pretraining.Benchmarks;
using MedMim.Training.Options;

namespace MedMim.Cli.Verbs;

/// <summary><c>medmim bench</c>: how fast this machine pretrains and predicts, on made volumes.</summary>
internal static class BenchVerb
{
    private static readonly PretrainBenchmarkOptions Defaults = new();

    public static Command Create() => new("bench", "Measures this machine.") { Pretrain(), Predict() };

    private static Command Pretrain()
    {
        var encoder = Option("--encoder", "P", Defaults.Encoder, "The network, by its preset.");
        var patch = Option("--patch", "Z,Y,X", "64,64,64", "Voxels of a crop, slices first.");
        var batch = Option("--batch", "N", Defaults.BatchSize, "Crops in a batch.");
        var accumulation = Option("--accumulation", "N", Defaults.Accumulation, "Batches in a step.");
        var precision = PrecisionOption("Numbers of the forward and backward pass.");
        var device = DeviceOption.Create();
        var operators = new Option<bool>("--operators") { Description = "Also say which operators take the time, from a few more steps." };
        var steps = Option("--steps", "N", Defaults.Steps, "Steps that are measured.");
        var warmup = Option("--warmup", "N", Defaults.Warmup, "Steps before them that are not.");
        var readers = Option("--readers", "N", Defaults.Readers, "Batches that are made ahead at once.");
        var checkpoints = Option("--checkpoint-every", "N", Defaults.CheckpointEvery, "Steps between checkpoints, whose time does not count.");
        var folder = new Option<DirectoryInfo?>("--folder")
        {
            Description = "Keep the run here: stopped, the same command goes on. Left out, a temporary folder.", HelpName = "DIR",
        };
        var command = new Command("pretrain", "Pretrains on made volumes: samples a second, share of the matmul ceiling, memory.")
        {
            encoder, patch, batch, accumulation, precision, device, operators, steps, warmup, readers, checkpoints, folder,
        };
        command.SetVerb((parsed, context, cancellation) =>
        {
            var options = new PretrainBenchmarkOptions
            {
                Encoder = parsed.GetRequiredValue(encoder),
                PatchSize = Size(parsed.GetRequiredValue(patch)),
                BatchSize = parsed.GetRequiredValue(batch),
                Accumulation = parsed.GetRequiredValue(accumulation),
                Precision = Numbers(parsed.GetRequiredValue(precision)),
                Device = DeviceOption.Of(parsed, device),
                Operators = parsed.GetValue(operators),
                Steps = parsed.GetRequiredValue(steps),
                Warmup = parsed.GetRequiredValue(warmup),
                Readers = parsed.GetRequiredValue(readers),
                CheckpointEvery = parsed.GetRequiredValue(checkpoints),
            };
            Run(options, parsed.GetValue(folder)?.FullName, context, cancellation);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command Predict()
    {
        var defaults = new PredictBenchmarkOptions();
        var encoder = Option("--encoder", "P", defaults.Encoder, "The network, by its preset; conv for a single convolution.");
        var size = Option("--size", "Z,Y,X", "128,128,128", "Voxels of the scan, slices first.");
        var patch = Option("--patch", "Z,Y,X", "64,64,64", "Voxels of a window.");
        var classes = Option("--classes", "N", defaults.Classes, "Classes, the background included.");
        var spacing = Option("--spacing", "MM", defaults.Spacing, "Spacing of the prepared grid; the scan's own is 1.");
        var step = Option("--step", "S", defaults.Step, "Distance between windows as a share of their size.");
        var batch = Option("--batch", "N", defaults.BatchSize, "Windows at once.");
        var precision = PrecisionOption("Numbers of the forward pass.");
        var device = DeviceOption.Create();
        var command = new Command("predict", "Predicts a made scan: voxels a second, memory beyond the model.")
        {
            encoder, size, patch, classes, spacing, step, batch, precision, device,
        };
        command.SetVerb((parsed, context, cancellation) =>
        {
            var options = new PredictBenchmarkOptions
            {
                Encoder = parsed.GetRequiredValue(encoder), Size = Size(parsed.GetRequiredValue(size)),
                PatchSize = Size(parsed.GetRequiredValue(patch)), Classes = parsed.GetRequiredValue(classes),
                Spacing = parsed.GetRequiredValue(spacing), Step = parsed.GetRequiredValue(step), BatchSize = parsed.GetRequiredValue(batch),
                Precision = Numbers(parsed.GetRequiredValue(precision)),
            };
            var folder = Directory.CreateTempSubdirectory("medmim-bench-");
            try
            {
                PredictTable.Print(PredictBenchmark.Run(options, folder.FullName, DeviceOption.Of(parsed, device), cancellation), context.Output);
            }
            finally
            {
                folder.Delete(recursive: true);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void Run(PretrainBenchmarkOptions options, string? kept, VerbContext context, CancellationToken cancellation)
    {
        var folder = kept ?? Directory.CreateTempSubdirectory("medmim-bench-").FullName;
        try
        {
            PretrainTable.Print(PretrainBenchmark.Run(options, folder, context.Progress, cancellation), context.Output);
        }
        finally
        {
            if (kept is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static Option<string> PrecisionOption(string description) => Option("--precision", "fp32|bf16", "fp32", description);

    private static Precision Numbers(string name) => name switch
    {
        "fp32" => Precision.Float32,
        "bf16" => Precision.BFloat16,
        var other => throw new InputException("--precision", $"is {other}", "Give fp32 or bf16."),
    };

    private static Option<T> Option<T>(string name, string help, T value, string description) =>
        new(name) { Description = description, HelpName = help, DefaultValueFactory = _ => value };

    private static Imaging.Volumes.GridSize Size(string text) =>
        text.Split(',') is [var z, var y, var x]
            && int.TryParse(z, NumberStyles.None, CultureInfo.InvariantCulture, out var d)
            && int.TryParse(y, NumberStyles.None, CultureInfo.InvariantCulture, out var h)
            && int.TryParse(x, NumberStyles.None, CultureInfo.InvariantCulture, out var w)
            ? new(d, h, w)
            : throw new InputException("--patch", $"is {text}", "Give three whole numbers, such as 64,64,64.");
}
