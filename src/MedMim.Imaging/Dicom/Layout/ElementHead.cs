namespace MedMim.Imaging.Dicom.Layout;

/// <summary>The head of a data element.</summary>
/// <param name="Tag">Group and element number as one.</param>
/// <param name="Vr">The representation; <see cref="DicomVr.UN"/> where the encoding does not state it.</param>
/// <param name="Length">The value's length, or <see cref="Undefined"/>.</param>
internal readonly record struct ElementHead(uint Tag, DicomVr Vr, uint Length)
{
    public const uint Undefined = 0xFFFFFFFF;
    public const uint Item = 0xFFFEE000;
    public const uint ItemEnd = 0xFFFEE00D;
    public const uint SequenceEnd = 0xFFFEE0DD;

    public bool IsUndefined => Length == Undefined;
}
