using System.Text.Json;
using MedMim.FineTuning.Detection;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Models.Native;
using MedMim.Models.Networks;
using MedMim.Models.Weights;

namespace MedMim.FineTuning.Packages;

/// <summary>
/// A model on disk: a folder of <c>model.json</c>, <c>model.safetensors</c>, <c>load-report.json</c> and logs.
/// </summary>
public sealed class ModelPackage
{
    internal const string ManifestName = "model.json";
    internal const string WeightsName = "model.safetensors";
    internal const string LoadReportName = "load-report.json";

    internal ModelPackage(string folder, ModelManifest manifest) => (Folder, Manifest) = (folder, manifest);

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>What <c>model.json</c> says.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>The weights.</summary>
    public string WeightsPath => Path.Combine(Folder, WeightsName);

    /// <summary>Whether a folder holds a model: its manifest, which is written last, is there.</summary>
    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, ManifestName));

    /// <summary>Opens a model folder and checks it: version, options, and the weights against their digest.</summary>
    /// <exception cref="InputException">
    /// It is no model folder, was made by another version, or its weights are not those that the manifest names.
    /// </exception>
    public static ModelPackage Open(string folder)
    {
        if (!Exists(folder) && DetectorPackage.Exists(folder))
        {
            throw new InputException(folder, "holds a detector, not a segmenter", "Name the folder of a segmenter.");
        }

        var manifest = ReadManifest(Path.Combine(folder, ManifestName));
        var package = new ModelPackage(folder, manifest);
        if (!File.Exists(package.WeightsPath) || ContentDigest.OfFile(package.WeightsPath) != manifest.Weights)
        {
            throw new InputException(
                package.WeightsPath, "is missing or not the file that model.json names: its digest differs", "Copy the model folder again.");
        }

        return package;
    }

    /// <summary>Opens a folder that is expected to hold a certain model.</summary>
    /// <exception cref="InputException">It holds another one, or as for <see cref="Open"/>.</exception>
    internal static ModelPackage OpenSame(string folder, string identity)
    {
        var package = Open(folder);
        return package.Manifest.Identity == identity
            ? package
            : throw new InputException(folder, "holds a model of other options, data or initial weights", "Name another folder.");
    }

    /// <summary>Builds the network with its weights, in evaluation mode, giving the finest output only.</summary>
    /// <exception cref="InputException">The weights do not fit the options.</exception>
    public VolumeNetwork CreateNetwork()
    {
        TorchRuntime.Initialize();
        var network = Manifest.Options.CreateNetwork(deepSupervision: false);
        var report = WeightLoader.Load(network, WeightsPath);
        if (report.Loaded != network.state_dict().Count)
        {
            network.Dispose();
            throw new InputException(WeightsPath, "does not hold every weight of the network", "Copy the model folder again.");
        }

        network.eval();
        return network;
    }

    private static ModelManifest ReadManifest(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            if (document.RootElement.GetProperty("format").GetInt32() is var format && format != ModelManifest.CurrentFormat)
            {
                throw new InputException(
                    path, $"is of format {format}; this program reads format {ModelManifest.CurrentFormat}",
                    format > ModelManifest.CurrentFormat
                        ? "It was written by a newer MedMim: update this one, or train the model again with it."
                        : "Use the version of MedMim that wrote it.");
            }

            var manifest = document.Deserialize<ModelManifest>(ModelJson.Options)!;
            manifest.Options.Validate();
            return manifest;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, "cannot be read", "Name the folder of a trained model.", e);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InputException(path, $"is not a model's manifest: {e.Message}", "Copy the model folder again.", e);
        }
    }
}
