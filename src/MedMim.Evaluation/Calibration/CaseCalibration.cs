namespace MedMim.Evaluation.Calibration;

/// <summary>The calibration of one label in one case.</summary>
/// <param name="CaseId">Pseudonym of the case.</param>
/// <param name="Patient">Pseudonym of the patient.</param>
/// <param name="Label">The label value.</param>
/// <param name="Counts">Its voxels by probability.</param>
public sealed record CaseCalibration(string CaseId, string Patient, byte Label, ReliabilityCounts Counts);
