using MedMim.Datasets.Preparation;
using MedMim.Studies.Running;
using MedMim.Studies.Splits;

namespace MedMim.Studies.Steps;

/// <summary>What an encoder is pretrained on.</summary>
/// <param name="Prepared">The folder of prepared volumes.</param>
/// <param name="Proof">The file whose digest stands for them: a step's manifest, or their index, which holds digests of the voxels.</param>
/// <param name="Split">Says which cases may be seen; null for all.</param>
internal sealed record PretrainData(string Prepared, string Proof, string? Split)
{
    /// <summary>
    /// Whether a folder begun with other settings is cleared. A study's folder carries its protocol's digest, so there it is the
    /// study's own; a folder that a person named is refused instead.
    /// </summary>
    public bool IsOfStudy { get; init; }

    /// <summary>Those of a whole study.</summary>
    public static PretrainData Of(RunFolder run) => new(run.Prepared, run.Manifest("prepare"), run.Split) { IsOfStudy = true };

    /// <summary>The cases that may be seen.</summary>
    public IReadOnlyList<string> CasesOf(PreparedDataset prepared) =>
        Split is null ? [.. prepared.Cases.Select(c => c.Id)] : StudySplit.Read(Split).Pretrain;
}
