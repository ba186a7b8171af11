namespace MedMim.Studies.Running;

/// <summary>Where the runner records what happened: the audit log in a program, a list in a test.</summary>
public interface IStepJournal
{
    /// <summary>Records that a step ran to its end, or was found done already.</summary>
    /// <param name="step">The step's name.</param>
    /// <param name="action"><c>done</c>, <c>failed</c> or <c>interrupted</c>.</param>
    /// <param name="inputs">Digests of what it read, by name.</param>
    /// <param name="outputs">Digests of what it wrote, by path relative to the run's folder.</param>
    void Record(
        string step,
        string action,
        IReadOnlyDictionary<string, string> inputs,
        IReadOnlyDictionary<string, string> outputs);
}
