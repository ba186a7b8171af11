namespace MedMim.Studies.Running;

/// <summary>Where the runner records what happened: the audit log in a program, a list in a test.</summary>
public interface IStepJournal
{
    /// <summary>
    /// Gathers what records need. Called before a step that has work to do, so that what is missing on this machine shows
    /// before the work and not after it.
    /// </summary>
    Task PrepareAsync();

    /// <summary>
    /// Whether the step's last record says the same. A step that always looks for changes and found none need not be
    /// recorded again.
    /// </summary>
    /// <inheritdoc cref="RecordAsync"/>
    bool IsLast(string step, IReadOnlyDictionary<string, string> inputs, IReadOnlyDictionary<string, string> outputs);

    /// <summary>Records that a step ended.</summary>
    /// <param name="step">The step's name.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="inputs">Digests of what it read, by name.</param>
    /// <param name="outputs">Digests of what it wrote, by path relative to the run's folder; a folder's ends with a slash.</param>
    Task RecordAsync(
        string step,
        StepOutcome outcome,
        IReadOnlyDictionary<string, string> inputs,
        IReadOnlyDictionary<string, string> outputs);
}
