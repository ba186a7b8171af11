using System.Text.Json;
using MedMim.FineTuning.Packages;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Models.Native;
using MedMim.Models.Networks.Detection;
using MedMim.Models.Weights;
using MedMim.Training.Checkpoints;

namespace MedMim.FineTuning.Detection;

/// <summary>
/// A detector on disk: a folder of <c>detector.json</c>, <c>model.safetensors</c>, <c>load-report.json</c> and logs.
/// </summary>
public sealed class DetectorPackage
{
    internal const string ManifestName = "detector.json";
    private const string WeightsName = "model.safetensors";

    private DetectorPackage(string folder, DetectorManifest manifest) => (Folder, Manifest) = (folder, manifest);

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>What <c>detector.json</c> says.</summary>
    public DetectorManifest Manifest { get; }

    /// <summary>The weights.</summary>
    public string WeightsPath => Path.Combine(Folder, WeightsName);

    /// <summary>Whether a folder holds a detector: its manifest, which is written last, is there.</summary>
    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, ManifestName));

    /// <summary>Opens a detector's folder and checks it: version, options, and the weights against their digest.</summary>
    /// <exception cref="InputException">
    /// It is no detector's folder, was made by another version, or its weights are not those that the manifest names.
    /// </exception>
    public static DetectorPackage Open(string folder)
    {
        var package = new DetectorPackage(folder, ReadManifest(folder));
        return File.Exists(package.WeightsPath) && ContentDigest.OfFile(package.WeightsPath) == package.Manifest.Weights
            ? package
            : throw new InputException(
                package.WeightsPath, "is missing or not the file that detector.json names: its digest differs", "Copy the model folder again.");
    }

    /// <summary>Builds the network with its weights, in evaluation mode.</summary>
    /// <exception cref="InputException">The weights do not fit the options.</exception>
    public RetinaUNet CreateNetwork()
    {
        TorchRuntime.Initialize();
        var network = new RetinaUNet(Manifest.Options.Network);
        if (WeightLoader.Load(network, WeightsPath).Loaded != network.state_dict().Count)
        {
            network.Dispose();
            throw new InputException(WeightsPath, "does not hold every weight of the network", "Copy the model folder again.");
        }

        network.eval();
        return network;
    }

    /// <summary>Writes weights and load report, then the manifest; last the checkpoints go.</summary>
    internal static DetectorPackage Write(string folder, RetinaUNet network, LoadReport report, DetectorManifest manifest)
    {
        var weights = Path.Combine(folder, WeightsName);
        SafetensorsWriter.Write(weights, network.state_dict());
        WriteJson(Path.Combine(folder, "load-report.json"), report);
        var complete = manifest with { Weights = ContentDigest.OfFile(weights) };
        WriteJson(Path.Combine(folder, ManifestName), complete);
        new CheckpointFolder(Path.Combine(folder, "checkpoints")).Delete();
        return new(folder, complete);
    }

    private static void WriteJson<T>(string path, T value) =>
        AtomicFile.WriteText(path, JsonSerializer.Serialize(value, ModelJson.Options) + "\n");

    private static DetectorManifest ReadManifest(string folder)
    {
        var path = Path.Combine(folder, ManifestName);
        if (!File.Exists(path) && ModelPackage.Exists(folder))
        {
            throw new InputException(folder, "holds a segmenter, not a detector", "Name the folder of a detector, or predict with it.");
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            if (document.RootElement.GetProperty("format").GetInt32() is var format && format != DetectorManifest.CurrentFormat)
            {
                throw new InputException(
                    path, $"is of format {format}; this program reads format {DetectorManifest.CurrentFormat}",
                    "Use the version of MedMim that wrote it.");
            }

            var manifest = document.Deserialize<DetectorManifest>(ModelJson.Options)!;
            manifest.Options.Validate();
            return manifest;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, "cannot be read", "Name the folder of a trained detector.", e);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InputException(path, $"is not a detector's manifest: {e.Message}", "Copy the model folder again.", e);
        }
    }
}
