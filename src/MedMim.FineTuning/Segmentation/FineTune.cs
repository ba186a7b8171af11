using MedMim.Datasets.Sampling;
using MedMim.FineTuning.Packages;
using MedMim.Foundation.Files;
using MedMim.Models.Networks;
using MedMim.Training;
using MedMim.Training.Memory;
using MedMim.Training.Options;
using Microsoft.Extensions.Logging;
using TorchSharp;

namespace MedMim.FineTuning.Segmentation;

/// <summary>What every fine-tuning does around its task: checks, initial weights, the loop, the model's folder.</summary>
/// <typeparam name="TManifest">What the model's manifest says.</typeparam>
/// <param name="kind">What kind of model.</param>
/// <param name="settings">All that the training depends on beside the data and the weights, as text: for the model's identity.</param>
/// <param name="common">Network, patch, batch and seed.</param>
/// <param name="training">How the loop trains.</param>
internal sealed class FineTune<TManifest>(PackageKind kind, string settings, SegmenterOptions common, TrainingOptions training)
    where TManifest : PackageManifest
{
    /// <summary>Trains to the end, or goes on from the folder's checkpoint, and writes the folder; a finished one is read.</summary>
    /// <param name="network">The network; its weights are filled here, and it is moved to the run's device.</param>
    /// <param name="cases">The cases.</param>
    /// <param name="run">Where, and with what initial weights.</param>
    /// <param name="createTask">Makes the task, once the network is ready; disposed after the loop where it can be.</param>
    /// <param name="manifest">The manifest of an identity and a provenance.</param>
    /// <param name="cancellation">Stops after the current step, with a checkpoint.</param>
    /// <exception cref="Foundation.Failures.InputException">
    /// Patch, memory or initial weights do not fit, or the folder holds another model or run.
    /// </exception>
    public TManifest Run(
        VolumeNetwork network, SegmentationCases cases, SegmenterRun run, Func<ITrainingTask> createTask,
        Func<string, ModelProvenance, TManifest> manifest, CancellationToken cancellation)
    {
        var patch = common.PatchSize;
        PatchFit.Require([.. cases.Source.Cases.Where(c => cases.Train.Contains(c.Id, StringComparer.Ordinal)).Select(c => c.Geometry.Size)], patch);
        MemoryFit.Require(
            new(common.Encoder, network.OutputChannels, common.DeepSupervision, network), new(patch.Z, patch.Y, patch.X), common.BatchSize,
            run.Device.Open().type);
        var report = InitialWeights.Fill(network, common.Seed, run.InitialWeights);
        var identity = ContentDigest.OfText(string.Join('\n', settings, run.Preparation.Digest, cases.Digest, report.Digest));
        if (kind.IsIn(run.Folder))
        {
            return PackageFile.ReadSame<TManifest>(run.Folder, kind, identity);
        }

        network.to(run.Device.Open());
        var task = createTask();
        using var owned = task as IDisposable;
        var result = new TrainingLoop(task, training, new TrainingRun
        {
            Folder = run.Folder,
            Identity = identity,
            Title = run.Title,
            Progress = run.Progress,
        }).Run(cancellation);
        run.Logger.LogInformation("  {Summary}", result.Summary());
        return PackageFile.Write(run.Folder, kind, network, report, manifest(
            identity, new(report.Digest, cases.Digest, cases.Train.Count, cases.Validation.Count, run.Provenance)));
    }
}
