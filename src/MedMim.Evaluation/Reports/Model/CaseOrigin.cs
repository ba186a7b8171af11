namespace MedMim.Evaluation.Reports.Model;

/// <summary>What the archive says of how a case was scanned, as far as it cannot identify anybody.</summary>
/// <param name="CaseId">Pseudonym of the case.</param>
/// <param name="Modality">CT, MR, PT or OT.</param>
/// <param name="Manufacturer">The scanner's maker, of a closed list; empty where unknown.</param>
public sealed record CaseOrigin(string CaseId, string Modality, string Manufacturer);
