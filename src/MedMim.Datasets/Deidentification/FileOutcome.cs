namespace MedMim.Datasets.Deidentification;

/// <summary>What became of one file of the archive; pseudonyms only.</summary>
/// <param name="Id">Pseudonym of the file's path.</param>
/// <param name="Fingerprint">Keyed digest of its size and time, to notice a change.</param>
/// <param name="Target">The protected file, relative to the output's folder; empty where there is none.</param>
/// <param name="Code">The refusal's code; empty where there is none.</param>
/// <param name="Reason">The refusal's sentence.</param>
/// <param name="ShowsFace">A face may be reconstructed from it.</param>
internal sealed record FileOutcome(string Id, string Fingerprint, string Target, string Code, string Reason, bool ShowsFace);
