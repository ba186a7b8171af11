using MedMim.Datasets.Sampling;
using MedMim.Foundation.Progress;
using MedMim.Training.Devices;
using MedMim.Training.Ranks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MedMim.Pretraining;

/// <summary>Where an encoder is pretrained, and what does not change the result.</summary>
public sealed record PretrainRun
{
    /// <summary>The folder: it gets the weights, the manifest, the logs and the montages.</summary>
    public required string Folder { get; init; }

    /// <summary>The title of the progress bar.</summary>
    public string Title { get; init; } = "pretrain";

    /// <summary>Where progress goes.</summary>
    public IProgressReporter Progress { get; init; } = SilentProgress.Instance;

    /// <summary>Where lines for a person go.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Where it computes. The weights are the same bytes on every run on the processor alone. Default: the processor.</summary>
    public ComputeDevice Device { get; init; } = ComputeDevice.Cpu;

    /// <summary>How many batches are made at once in the background; 0 makes each when it is needed.</summary>
    public int Readers { get; init; } = PatchLoader.DefaultReaders;

    /// <summary>The processes that share each batch. Rank 0 alone uses the folder.</summary>
    public IRankGroup Ranks { get; init; } = SingleRank.Instance;
}
