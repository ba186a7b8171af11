namespace MedMim.Datasets.Store;

/// <summary>What became of a file of the archive.</summary>
public enum SourceOutcome
{
    /// <summary>No scan at all: counted, not read.</summary>
    Other = 0,

    /// <summary>Part of a stored series.</summary>
    Series = 1,

    /// <summary>A label of a stored series.</summary>
    Label = 2,

    /// <summary>Refused, alone or with its series.</summary>
    Refused = 3,
}
