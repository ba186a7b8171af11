namespace MedMim.Datasets.Store;

/// <summary>One refused file or series: a row of <c>refusals.parquet</c>.</summary>
/// <param name="Id">
/// Pseudonym of the path relative to the archive: names of files often hold names of patients. <c>medmim lookup</c>
/// turns it back with the archive and the key at hand.
/// </param>
/// <param name="Scope"><c>file</c> or <c>series</c>.</param>
/// <param name="Code">The refusal's code.</param>
/// <param name="Reason">The refusal's sentence.</param>
/// <param name="Files">How many files it covers.</param>
public sealed record RefusalRecord(string Id, string Scope, string Code, string Reason, int Files);
