namespace MedMim.Datasets.Store;

/// <summary>A file and its pseudonyms.</summary>
/// <param name="Id">Pseudonym of the path.</param>
/// <param name="RelativePath">Path relative to the archive: may hold a patient's name.</param>
/// <param name="Outcome">What became of the file.</param>
/// <param name="Targets">Pseudonyms of its series, or of its refusals.</param>
/// <param name="Patient">Pseudonym of the patient; empty where refused.</param>
public sealed record LookupEntry(
    string Id, string RelativePath, SourceOutcome Outcome, IReadOnlyList<string> Targets, string Patient);
