using System.Text.Json;
using MedMim.Datasets.Preparation;
using MedMim.Datasets.Sampling;
using MedMim.FineTuning.Packages;
using MedMim.FineTuning.Segmentation;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Imaging.Boxes;
using MedMim.Models.Native;
using MedMim.Models.Networks.Detection;
using MedMim.Training;
using MedMim.Training.Memory;
using Microsoft.Extensions.Logging;
using TorchSharp;

namespace MedMim.FineTuning.Detection;

/// <summary>
/// Fine-tunes a detector from pretrained weights, or trains its matched twin from scratch. Patches, their changes and initial
/// weights depend on the options and the step alone.
/// </summary>
/// <param name="options">How.</param>
public sealed class Detector(DetectorOptions options)
{
    /// <summary>
    /// Trains to the end, or goes on from the folder's checkpoint, and writes the detector's folder; its checkpoints are
    /// removed.
    /// </summary>
    /// <param name="source">The prepared cases; their labels are instance maps where the options say so (<see cref="InstanceCases"/>).</param>
    /// <param name="train">Ids to train on; those without a label are left out.</param>
    /// <param name="run">Where, and with what initial weights.</param>
    /// <param name="cancellation">Stops after the current step, with a checkpoint.</param>
    /// <exception cref="InputException">
    /// An option, a case or the initial weights cannot be used, no case shows a lesion, or the folder holds another model.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled; a checkpoint was written.</exception>
    /// <exception cref="NonFiniteLossException">Loss or gradient is not finite.</exception>
    public DetectorPackage Train(
        IPreparedCases source, IReadOnlyList<string> train, SegmenterRun run, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        options.Validate();
        TorchRuntime.Initialize();
        var labels = options.LabelMap;
        var cases = SegmentationCases.Check(source, train, [], labels, options.ToSegmenter().ChannelCount);
        var plan = Plan(cases, labels);
        PatchFit.Require([.. source.Cases.Where(c => cases.Train.Contains(c.Id, StringComparer.Ordinal)).Select(c => c.Geometry.Size)], options.PatchSize);
        using var network = new RetinaUNet(options.Network);

        // Of the U-Net in it: the heads take more, so that what is refused surely does not fit.
        MemoryFit.Require(
            new(options.Encoder, network.OutputChannels, deepSupervision: false, network),
            new(options.PatchSize.Z, options.PatchSize.Y, options.PatchSize.X), options.BatchSize, run.Device.Open().type);
        var report = InitialWeights.Fill(network, options.Seed, run.InitialWeights);
        var identity = ContentDigest.OfText(string.Join(
            '\n', "detector", JsonSerializer.Serialize(options, ModelJson.Options), run.Preparation.Digest, cases.Digest, report.Digest));
        if (DetectorPackage.Exists(run.Folder))
        {
            return new(run.Folder, PackageFile.ReadSame<DetectorManifest>(run.Folder, PackageKind.Detector, identity));
        }

        network.to(run.Device.Open());
        using var task = new DetectionTask(network, options, cases, new(options.PatchSize, options.Network, plan), run.Readers);
        var result = new TrainingLoop(task, options.Training, new TrainingRun
        {
            Folder = run.Folder,
            Identity = identity,
            Title = run.Title,
            Progress = run.Progress,
        }).Run(cancellation);
        run.Logger.LogInformation("  {Summary}", result.Summary());
        return new(run.Folder, PackageFile.Write(run.Folder, PackageKind.Detector, network, report, new DetectorManifest
        {
            Identity = identity,
            Options = options,
            Anchors = plan,
            Preparation = run.Preparation,
            Inputs = run.Inputs,
            Provenance = new ModelProvenance(report.Digest, cases.Digest, cases.Train.Count, 0, run.Provenance),
        }));
    }

    private AnchorPlan Plan(SegmentationCases cases, LabelMap labels)
    {
        var largest = BoxGrid.Whole(options.PatchSize);
        var boxes = cases.Train.SelectMany(id => DetectionTargets
            .LesionsOf(labels.ToClasses(SegmentationCases.LabelOf(cases.Source, id)), cases.Source.Load(id).Case.Geometry.Size, options.Instances)
            .Select(o => o.Box.Shift(-o.Box.LowZ - 0.5, -o.Box.LowY - 0.5, -o.Box.LowX - 0.5).Clip(largest)));
        return AnchorPlanner.Plan([.. boxes], options.Network.Levels.Count, options.AnchorsPerCell);
    }
}
