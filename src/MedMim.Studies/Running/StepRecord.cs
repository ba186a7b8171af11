namespace MedMim.Studies.Running;

/// <summary>What a journal is told of a step that ended.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Inputs">Digests of what it read, by name.</param>
/// <param name="Outputs">Digests of what it wrote, by path relative to the run's folder; a folder's ends with a slash.</param>
public sealed record StepRecord(
    string Step, StepOutcome Outcome, IReadOnlyDictionary<string, string> Inputs, IReadOnlyDictionary<string, string> Outputs)
{
    /// <summary>When it began.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>Counts and short words; no patient data.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The patients whose scans it read from outside the run.</summary>
    public IReadOnlyList<PatientAccess> Accessed { get; init; } = [];
}
