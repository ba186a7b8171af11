using MedMim.Foundation.Progress;
using MedMim.Training.Ranks;

namespace MedMim.Training;

/// <summary>Where a training run lives and what else its result depends on.</summary>
public sealed record TrainingRun
{
    /// <summary>
    /// The folder of <c>log.jsonl</c> (reproducible: a rerun gives the same bytes), <c>timing.jsonl</c> and
    /// <c>checkpoints/</c>.
    /// </summary>
    public required string Folder { get; init; }

    /// <summary>
    /// Names everything beyond the <see cref="Options.TrainingOptions"/> that the result depends on: seed, data, the
    /// task's own options, initial weights. A checkpoint of another identity is refused.
    /// </summary>
    public required string Identity { get; init; }

    /// <summary>The title of the progress bar, such as <c>pretrain</c>.</summary>
    public string Title { get; init; } = "train";

    /// <summary>Where progress goes.</summary>
    public IProgressReporter Progress { get; init; } = SilentProgress.Instance;

    /// <summary>The processes that train together. Rank 0 alone reads and writes the folder.</summary>
    public IRankGroup Ranks { get; init; } = SingleRank.Instance;
}
