using System.Text.Json;
using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Packages;
using MedMim.Models.Native;
using MedMim.Training;

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
        ArgumentNullException.ThrowIfNull(run);
        options.Validate();
        TorchRuntime.Initialize();
        var cases = SegmentationCases.Check(source, train, validation, new LabelMap(options.Labels), options.ChannelCount);
        using var network = options.CreateNetwork(options.DeepSupervision);
        var work = new FineTune<ModelManifest>(
            PackageKind.Segmenter, JsonSerializer.Serialize(options, ModelJson.Options), options, options.ResolveTraining());
        return new(run.Folder, work.Run(
            network, cases, run, () => new SegmentationTask(network, options, cases, run),
            (identity, provenance) => new()
            {
                Identity = identity, Options = options, Preparation = run.Preparation, Inputs = run.Inputs, Provenance = provenance,
            },
            cancellation));
    }
}
