using MedMim.Datasets.Preparation;
using MedMim.Datasets.Sampling;
using MedMim.FineTuning.Packages;
using MedMim.Foundation.Progress;
using MedMim.Training.Devices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MedMim.FineTuning.Segmentation;

/// <summary>
/// Where a segmenter is trained, what it begins with, and what is recorded about where its data came from.
/// </summary>
public sealed record SegmenterRun
{
    /// <summary>
    /// The model folder: it gets <c>model.safetensors</c>, <c>model.json</c>, <c>load-report.json</c> and the logs.
    /// </summary>
    public required string Folder { get; init; }

    /// <summary>
    /// Pretrained weights (<c>encoder.safetensors</c>), or null to train from scratch. The output layers are never
    /// taken from them.
    /// </summary>
    public string? InitialWeights { get; init; }

    /// <summary>
    /// How the cases were prepared; <c>model.json</c> records it, and scans to predict are prepared in the same way.
    /// </summary>
    public required PreparationPlan Preparation { get; init; }

    /// <summary>What the training scans were like, for the model's record; null where it is not known.</summary>
    public ModelInputs? Inputs { get; init; }

    /// <summary>Further digests to record, such as <c>store</c> and <c>protocol</c>. No patient data.</summary>
    public IReadOnlyDictionary<string, string> Provenance { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The title of the progress bar.</summary>
    public string Title { get; init; } = "finetune";

    /// <summary>Where progress goes.</summary>
    public IProgressReporter Progress { get; init; } = SilentProgress.Instance;

    /// <summary>Where lines for a person go.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Where it computes. The weights are the same bytes on every run on the processor alone. Default: the processor.</summary>
    public ComputeDevice Device { get; init; } = ComputeDevice.Cpu;

    /// <summary>How many batches are made at once in the background; 0 makes each when it is needed. The result is the same.</summary>
    public int Readers { get; init; } = PatchLoader.DefaultReaders;
}
