namespace MedMim.Studies.Running;

/// <summary>
/// One step of a study: a section of the protocol and earlier artifacts in, artifacts out. It resumes its own work when it
/// was interrupted; whether it needs to run at all is the <see cref="StudyRunner"/>'s business.
/// </summary>
public interface IStudyStep
{
    /// <summary>The step's name, such as <c>ingest</c> or <c>finetune/scratch</c>: unique in a study.</summary>
    string Name { get; }

    /// <summary>
    /// Everything in the protocol that shapes the result, as a value that serialises to JSON. What is not in here can be
    /// changed without the step being done again.
    /// </summary>
    object Settings { get; }

    /// <summary>What it reads: files or folders that exist when it starts, by a short name.</summary>
    IReadOnlyDictionary<string, string> Inputs { get; }

    /// <summary>What it writes: files or folders in the run's folder.</summary>
    IReadOnlyList<string> Outputs { get; }

    /// <summary>
    /// Whether it runs even where its receipt matches: a step that reads from outside the run, and finds out itself what
    /// has changed there.
    /// </summary>
    bool AlwaysRuns => false;

    /// <summary>
    /// The patients whose scans it read from outside the run, for the audit log; asked once the work is done. None for
    /// steps that read earlier artifacts only.
    /// </summary>
    IReadOnlyList<PatientAccess> Accessed() => [];

    /// <summary>Does the work.</summary>
    /// <returns>Facts for the receipt and the report: counts and short words.</returns>
    Task<IReadOnlyDictionary<string, string>> RunAsync(StepContext context, CancellationToken cancellation);
}
