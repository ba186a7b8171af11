namespace MedMim.Audit.Verification;

/// <summary>How the files of the run's folder compare with the latest digests in the log.</summary>
public sealed record ArtifactFindings
{
    /// <summary>The number of recorded files and folders that are as recorded.</summary>
    public required int Unchanged { get; init; }

    /// <summary>The files that are as recorded, those of recorded folders one by one: paths and digests.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>Those with other content than recorded.</summary>
    public required IReadOnlyList<ArtifactFinding> Changed { get; init; }

    /// <summary>Those recorded but not there.</summary>
    public required IReadOnlyList<ArtifactFinding> Missing { get; init; }

    /// <summary>Files that no record speaks of. They do not make a run bad: people add notes.</summary>
    public required IReadOnlyList<ArtifactFinding> Unaccounted { get; init; }

    /// <summary>Whether all that was recorded is there, unchanged.</summary>
    public bool Ok => Changed.Count == 0 && Missing.Count == 0;
}
