namespace MedMim.Evaluation.Reports.Model;

/// <summary>What the archive says of how a case was scanned, as far as it cannot identify anybody.</summary>
/// <param name="CaseId">Pseudonym of the case.</param>
/// <param name="Modality">CT, MR, PT or OT.</param>
/// <param name="Manufacturer">The scanner's maker, of a closed list; empty where unknown.</param>
/// <param name="Scanner">The scanner's model by a number of the study, such as <c>scanner 1</c>; empty where unknown.</param>
/// <param name="Site">The institution by a number of the study, such as <c>site 1</c>; empty where unknown.</param>
public sealed record CaseOrigin(string CaseId, string Modality, string Manufacturer, string Scanner = "", string Site = "");
