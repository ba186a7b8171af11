namespace MedMim.Imaging.Deidentification;

/// <summary>What became of a file; pseudonyms only.</summary>
/// <param name="Patient">Pseudonym of the patient, which the file has as Patient ID.</param>
/// <param name="Study">Pseudonym of the study.</param>
/// <param name="Series">Pseudonym of the series.</param>
/// <param name="ShowsFace">Recognizable Visual Features (0028,0302) was set to YES: a face may be reconstructed.</param>
public sealed record DeidentifiedFile(string Patient, string Study, string Series, bool ShowsFace);
