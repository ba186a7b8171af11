namespace MedMim.Studies.Protocols.Sections;

/// <summary>Ways of pretraining, compared on several numbers of labelled patients, seeds and folds.</summary>
public sealed record ComparisonSection
{
    /// <summary>
    /// The arms by name, in the order of the file, each with its whole pretraining; null begins with random weights. What an
    /// arm's file entry leaves out it has from the section <c>pretraining</c>.
    /// </summary>
    public OrderedDictionary<string, PretrainingSection?> Arms { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The arms that others are compared with; after loading never empty.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Numbers of labelled patients to fine-tune on, ascending.</summary>
    public IReadOnlyList<LabelledCount> Labelled { get; init; } = [LabelledCount.All];

    /// <summary>Parts that the labelled patients are dealt to, at least 2.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Seeds of pretraining and fine-tuning.</summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [1, 2, 3];

    /// <summary>Which seed goes with which fold.</summary>
    public PairingName Pairing { get; init; }

    /// <summary>What all pretrained arms have the same amount of.</summary>
    public ComputeName Compute { get; init; }
}
