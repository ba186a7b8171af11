namespace MedMim.Foundation.Progress;

/// <summary>
/// Where a step says how far it is. A terminal draws bars, a log file gets a plain line now and then, a test gets
/// nothing (<see cref="SilentProgress"/>). Safe to call from any thread.
/// </summary>
public interface IProgressReporter
{
    /// <summary>Begins a stretch of work.</summary>
    /// <param name="title">What is being done, such as <c>ingest</c> or <c>pretrain</c>.</param>
    /// <param name="total">How many units it takes; 0 where nobody knows yet.</param>
    /// <param name="unit">The unit, plural: <c>files</c>, <c>steps</c>, <c>cases</c>.</param>
    IProgressTask Begin(string title, long total, string unit);

    /// <summary>
    /// Whether notes go to a terminal and nowhere else. Where they are kept (standard error in a file), they must not name
    /// files: names of files often hold names of patients.
    /// </summary>
    bool IsTerminal => false;

    /// <summary>A line for the person who waits; it may name a file only where <see cref="IsTerminal"/> holds.</summary>
    void Note(string line)
    {
    }
}
