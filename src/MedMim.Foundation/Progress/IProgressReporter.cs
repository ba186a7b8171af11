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
    /// A line for the person at the terminal, kept nowhere: the only place besides an error's line that may name a file.
    /// </summary>
    void Note(string line)
    {
    }
}
