namespace MedMim.Imaging.Segmentations;

/// <summary>A concept of a terminology (DICOM PS3.3 8.8).</summary>
/// <param name="Value">Code Value, such as <c>108369006</c>.</param>
/// <param name="Scheme">Coding Scheme Designator, such as <c>SCT</c> for SNOMED CT or <c>DCM</c> for DICOM's own.</param>
/// <param name="Meaning">Code Meaning, such as <c>Neoplasm</c>; at most 64 characters.</param>
public sealed record CodedTerm(string Value, string Scheme, string Meaning)
{
    /// <summary>Scheme and value, which say what is meant: <c>SCT:108369006</c>.</summary>
    public override string ToString() => $"{Scheme}:{Value}";
}
