using MedMim.Studies.Protocols;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Comparisons;

/// <summary>The rounds and cells of a comparison, and the protocol that each arm of a round follows.</summary>
/// <param name="protocol">A protocol with a comparison.</param>
internal sealed class ComparisonGrid(StudyProtocol protocol)
{
    private readonly ComparisonSection comparison = protocol.Comparison!;

    /// <summary>Seeds with folds, in the order in which they are run; each once.</summary>
    public IReadOnlyList<ComparisonRound> Rounds { get; } = RoundsOf(protocol.Comparison!);

    /// <summary>The names of the arms, in the order of the protocol.</summary>
    public IReadOnlyList<string> Arms => [.. comparison.Arms.Keys];

    /// <summary>All cells, round by round, so that every arm has been seen when a round is done.</summary>
    public IReadOnlyList<ComparisonCell> Cells =>
        [.. Rounds.SelectMany(r => Arms.SelectMany(a => comparison.Labelled.Select(l => new ComparisonCell(a, l, r))))];

    /// <summary>Whether an arm begins with random weights.</summary>
    public bool IsScratch(string arm) => comparison.Arms[arm] is null;

    /// <summary>
    /// The protocol of an arm in a round. What differs between two arms of a round is the pretraining alone, so crops,
    /// augmentation and whatever is not loaded are the same for both.
    /// </summary>
    public StudyProtocol ProtocolOf(string arm, ComparisonRound round)
    {
        var own = protocol with { Seed = round.Seed, Pretraining = comparison.Arms[arm] };
        return own.Pretraining is not { Encoder: null } || comparison.Compute == ComputeName.Steps ? own : EqualCompute.Apply(own);
    }

    private static IReadOnlyList<ComparisonRound> RoundsOf(ComparisonSection comparison) => comparison.Pairing == PairingName.Rotate
        ? [.. comparison.Seeds.Select((s, i) => new ComparisonRound(s, (i % comparison.Folds) + 1))]
        : [.. comparison.Seeds.SelectMany(s => Enumerable.Range(1, comparison.Folds).Select(f => new ComparisonRound(s, f)))];
}
