using System.Text.Json;
using MedMim.Datasets.Preparation;
using MedMim.Datasets.Sampling;
using MedMim.FineTuning.Packages;
using MedMim.Foundation.Files;
using MedMim.Models.Native;
using MedMim.Models.Weights;
using MedMim.Training;
using MedMim.Training.Memory;
using Microsoft.Extensions.Logging;
using TorchSharp;

namespace MedMim.FineTuning.Segmentation;

/// <summary>
/// Fine-tunes a segmenter from pretrained weights, or trains its matched twin from scratch: with the same options both
/// see the same patches in the same order and differ in the weights that were loaded, and in nothing else.
/// </summary>
/// <param name="options">How.</param>
public sealed class Segmenter(SegmenterOptions options)
{
    /// <summary>
    /// Trains to the end, or goes on from the folder's checkpoint, and writes the model folder; its checkpoints are
    /// removed.
    /// </summary>
    /// <param name="source">The prepared cases.</param>
    /// <param name="train">Ids to train on; those without a label are left out.</param>
    /// <param name="validation">Ids to validate on, of other patients; may be empty.</param>
    /// <param name="run">Where, and with what initial weights.</param>
    /// <param name="cancellation">Stops after the current step, with a checkpoint.</param>
    /// <exception cref="Foundation.Failures.InputException">
    /// An option, a case or the initial weights cannot be used, or the folder holds another model or run.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled; a checkpoint was written.</exception>
    /// <exception cref="NonFiniteLossException">Loss or gradient is not finite.</exception>
    public ModelPackage Train(
        IPreparedCases source, IReadOnlyList<string> train, IReadOnlyList<string> validation, SegmenterRun run,
        CancellationToken cancellation = default)
    {
        options.Validate();
        TorchRuntime.Initialize();
        var cases = SegmentationCases.Check(source, train, validation, new LabelMap(options.Labels), options.ChannelCount);
        PatchFit.Require([.. source.Cases.Where(c => cases.Train.Contains(c.Id, StringComparer.Ordinal)).Select(c => c.Geometry.Size)], options.PatchSize);
        using var network = options.CreateNetwork(options.DeepSupervision);
        MemoryFit.Require(
            new(options.Encoder, network.OutputChannels, options.DeepSupervision, network),
            new(options.PatchSize.Z, options.PatchSize.Y, options.PatchSize.X), options.BatchSize, run.Device.Open().type);
        var report = InitialWeights.Fill(network, options.Seed, run.InitialWeights);
        var identity = Identity(cases, report, run);
        if (ModelPackage.Exists(run.Folder))
        {
            return new(run.Folder, PackageFile.ReadSame<ModelManifest>(run.Folder, PackageKind.Segmenter, identity));
        }

        network.to(run.Device.Open());
        using var task = new SegmentationTask(network, options, cases, run);
        var result = new TrainingLoop(task, options.ResolveTraining(), new TrainingRun
        {
            Folder = run.Folder,
            Identity = identity,
            Title = run.Title,
            Progress = run.Progress,
        }).Run(cancellation);
        run.Logger.LogInformation("  {Summary}", result.Summary());
        return new(run.Folder, PackageFile.Write(run.Folder, PackageKind.Segmenter, network, report, new ModelManifest
        {
            Identity = identity,
            Options = options,
            Preparation = run.Preparation,
            Inputs = run.Inputs,
            Provenance = new ModelProvenance(report.Digest, cases.Digest, cases.Train.Count, cases.Validation.Count, run.Provenance),
        }));
    }

    /// <summary>
    /// Digest of all that the model depends on beyond the training options, which the loop adds: also names the run
    /// that a model folder belongs to.
    /// </summary>
    private string Identity(SegmentationCases cases, LoadReport report, SegmenterRun run) => ContentDigest.OfText(
        string.Join('\n', JsonSerializer.Serialize(options, ModelJson.Options), run.Preparation.Digest, cases.Digest, report.Digest));
}
