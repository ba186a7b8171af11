namespace MedMim.Studies.Running;

/// <summary>Where the runner records what happened: the audit log in a program, a list in a test.</summary>
public interface IStepJournal
{
    /// <summary>Records that a step ended.</summary>
    /// <param name="step">The step's name.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="inputs">Digests of what it read, by name.</param>
    /// <param name="outputs">Digests of what it wrote, by path relative to the run's folder; a folder's ends with a slash.</param>
    void Record(
        string step,
        StepOutcome outcome,
        IReadOnlyDictionary<string, string> inputs,
        IReadOnlyDictionary<string, string> outputs);
}
