using System.Text.Json;
using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Packages;
using MedMim.FineTuning.Segmentation;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Boxes;
using MedMim.Models.Native;
using MedMim.Models.Networks.Detection;
using MedMim.Training;

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
    /// <param name="validation">Ids to validate on, of other patients; may be empty.</param>
    /// <param name="run">Where, and with what initial weights.</param>
    /// <param name="cancellation">Stops after the current step, with a checkpoint.</param>
    /// <exception cref="InputException">
    /// An option, a case or the initial weights cannot be used, no case shows a lesion, or the folder holds another model.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled; a checkpoint was written.</exception>
    /// <exception cref="NonFiniteLossException">Loss or gradient is not finite.</exception>
    public DetectorPackage Train(
        IPreparedCases source, IReadOnlyList<string> train, IReadOnlyList<string> validation, SegmenterRun run,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        options.Validate();
        TorchRuntime.Initialize();
        var labels = options.LabelMap;
        var cases = SegmentationCases.Check(source, train, validation, labels, options.ToSegmenter().ChannelCount);
        var plan = Plan(cases, labels);
        using var network = new RetinaUNet(options.Network);
        var work = new FineTune<DetectorManifest>(
            PackageKind.Detector, "detector\n" + JsonSerializer.Serialize(options, ModelJson.Options), options.ToSegmenter(), options.Training);
        return new(run.Folder, work.Run(
            network, cases, run, () => new DetectionTask(network, options, cases, new(options.PatchSize, options.Network, plan), run),
            (identity, provenance) => new()
            {
                Identity = identity, Options = options, Anchors = plan, Preparation = run.Preparation, Inputs = run.Inputs, Provenance = provenance,
            },
            cancellation));
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
