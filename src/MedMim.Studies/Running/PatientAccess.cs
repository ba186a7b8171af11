namespace MedMim.Studies.Running;

/// <summary>Scans of one patient that a step read. Pseudonyms only.</summary>
/// <param name="Patient">The patient's pseudonym.</param>
/// <param name="Studies">The pseudonyms of the studies.</param>
/// <param name="Series">The number of series.</param>
public sealed record PatientAccess(string Patient, IReadOnlyList<string> Studies, int Series);
