namespace MedMim.Imaging.Dicom;

/// <summary>One data element: a tag with its value.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Vr">The value representation.</param>
public sealed record DicomElement(DicomTag Tag, DicomVr Vr)
{
    /// <summary>The value as in an explicit little-endian file; empty for a sequence.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The items of a sequence (<see cref="DicomVr.SQ"/>); empty otherwise.</summary>
    public IReadOnlyList<DicomDataset> Items { get; init; } = [];
}
