namespace MedMim.Imaging.Dicom.Tables;

/// <summary>An attribute as the data dictionary defines it.</summary>
/// <param name="Keyword">Its name, such as <c>PatientName</c>.</param>
/// <param name="Vr">Its value representation.</param>
/// <param name="MostValues">How many values it may have.</param>
internal sealed record AttributeDefinition(string Keyword, DicomVr Vr, int MostValues);
