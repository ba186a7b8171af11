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
    bool IsLast(StepRecord record);

    /// <summary>
    /// Whether the step's last record is of its success, and names these outputs among others. It is not where the process
    /// was killed between the end of the step and its record.
    /// </summary>
    bool IsRecorded(string step, IReadOnlyDictionary<string, string> outputs);

    /// <summary>
    /// Whether the latest success of the step that is on record names any of these outputs with another digest: then somebody changed
    /// it since, with its manifest, and it must not get a record as if the step had made it.
    /// </summary>
    bool Contradicts(string step, IReadOnlyDictionary<string, string> outputs);

    /// <summary>Records that a step ended.</summary>
    Task RecordAsync(StepRecord record);
}
