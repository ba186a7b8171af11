using System.Text.Json;
using MedMim.FineTuning.Segmentation;
using MedMim.Foundation.Files;
using MedMim.Models.Networks;
using MedMim.Models.Weights;
using MedMim.Training.Checkpoints;

namespace MedMim.FineTuning.Packages;

/// <summary>Publishes a trained model's folder.</summary>
internal static class ModelWriter
{
    /// <summary>
    /// Writes weights, load report and model card, then <c>model.json</c>, without which the folder is no model; last the
    /// checkpoints go.
    /// </summary>
    public static ModelPackage Write(SegmenterRun run, VolumeNetwork network, LoadReport report, ModelManifest manifest)
    {
        var weights = Path.Combine(run.Folder, ModelPackage.WeightsName);
        SafetensorsWriter.Write(weights, network.state_dict());
        WriteJson(Path.Combine(run.Folder, ModelPackage.LoadReportName), report);
        var complete = manifest with { Weights = ContentDigest.OfFile(weights) };
        AtomicFile.WriteText(Path.Combine(run.Folder, ModelCard.FileName), ModelCard.Of(complete));
        WriteJson(Path.Combine(run.Folder, ModelPackage.ManifestName), complete);
        new CheckpointFolder(Path.Combine(run.Folder, "checkpoints")).Delete();
        return new ModelPackage(run.Folder, complete);
    }

    private static void WriteJson<T>(string path, T value) =>
        AtomicFile.WriteText(path, JsonSerializer.Serialize(value, ModelJson.Options) + "\n");
}
