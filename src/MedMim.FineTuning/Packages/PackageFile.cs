using System.Text.Json;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Models.Networks;
using MedMim.Models.Weights;
using MedMim.Training.Checkpoints;

namespace MedMim.FineTuning.Packages;

/// <summary>Reads and writes a model's folder: manifest, weights, load report, model card.</summary>
internal static class PackageFile
{
    public const string WeightsName = "model.safetensors";

    private const string LoadReportName = "load-report.json";
    private const string CopyAgain = "Copy the model folder again.";

    /// <summary>Reads a manifest and checks it: version, options, and the weights against their digest.</summary>
    /// <exception cref="InputException">
    /// The folder holds no model of this kind, was made by another version, or its weights are not those that the manifest names.
    /// </exception>
    public static TManifest Read<TManifest>(string folder, PackageKind kind) where TManifest : PackageManifest
    {
        var path = Path.Combine(folder, kind.ManifestName);
        if (PackageKind.Of(folder) is { } other && !kind.IsIn(folder))
        {
            throw new InputException(folder, $"holds a {other.Name}, not a {kind.Name}", $"Name the folder of a {kind.Name}.");
        }

        var manifest = ReadManifest<TManifest>(path, kind);
        var weights = Path.Combine(folder, WeightsName);
        return File.Exists(weights) && ContentDigest.OfFile(weights) == manifest.Weights
            ? manifest
            : throw new InputException(weights, $"is missing or not the file that {kind.ManifestName} names: its digest differs", CopyAgain);
    }

    /// <summary>Reads a folder that is expected to hold a certain model.</summary>
    /// <exception cref="InputException">It holds another one, or as for <see cref="Read"/>.</exception>
    public static TManifest ReadSame<TManifest>(string folder, PackageKind kind, string identity) where TManifest : PackageManifest =>
        Read<TManifest>(folder, kind) is var manifest && manifest.Identity == identity
            ? manifest
            : throw new InputException(folder, $"holds a {kind.Name} of other options, data or initial weights", "Name another folder.");

    /// <summary>Loads the weights into a network of the manifest's options, and puts it into evaluation mode.</summary>
    /// <exception cref="InputException">They do not fit; the network is disposed.</exception>
    public static TNetwork Fill<TNetwork>(string folder, TNetwork network) where TNetwork : VolumeNetwork
    {
        var weights = Path.Combine(folder, WeightsName);
        if (WeightLoader.Load(network, weights).Loaded != network.state_dict().Count)
        {
            network.Dispose();
            throw new InputException(weights, "does not hold every weight of the network", CopyAgain);
        }

        network.eval();
        return network;
    }

    /// <summary>
    /// Writes weights, load report and model card, then the manifest, without which the folder is no model; last the checkpoints go.
    /// </summary>
    /// <returns>The manifest, with the digest of the weights.</returns>
    public static TManifest Write<TManifest>(string folder, PackageKind kind, VolumeNetwork network, LoadReport report, TManifest manifest)
        where TManifest : PackageManifest
    {
        var weights = Path.Combine(folder, WeightsName);
        SafetensorsWriter.Write(weights, network.state_dict());
        WriteJson(Path.Combine(folder, LoadReportName), report);
        var complete = manifest with { Weights = ContentDigest.OfFile(weights) };
        AtomicFile.WriteText(Path.Combine(folder, ModelCard.FileName), ModelCard.Of(complete));
        WriteJson(Path.Combine(folder, kind.ManifestName), complete);
        new CheckpointFolder(Path.Combine(folder, "checkpoints")).Delete();
        return complete;
    }

    private static void WriteJson<T>(string path, T value) =>
        AtomicFile.WriteText(path, JsonSerializer.Serialize(value, ModelJson.Options) + "\n");

    private static TManifest ReadManifest<TManifest>(string path, PackageKind kind) where TManifest : PackageManifest
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            if (document.RootElement.GetProperty("format").GetInt32() is var format && format != PackageManifest.CurrentFormat)
            {
                throw new InputException(
                    path, $"is of format {format}; this program reads format {PackageManifest.CurrentFormat}",
                    format > PackageManifest.CurrentFormat
                        ? "It was written by a newer MedMim: update this one, or train the model again with it."
                        : "Use the version of MedMim that wrote it.");
            }

            var manifest = document.Deserialize<TManifest>(ModelJson.Options)!;
            manifest.Validate();
            return manifest;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, "cannot be read", "Name the folder of a trained model.", e);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InputException(path, $"is not a {kind.Name}'s manifest: {e.Message}", CopyAgain, e);
        }
    }
}
