using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Deidentification.Elements;

/// <summary>A data element as it stands in its file: the value's bytes are in the file's own byte order.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Vr">The value representation: the file's, or the dictionary's where the file says none.</param>
internal sealed record Element(DicomTag Tag, DicomVr Vr)
{
    /// <summary>The value; empty for a sequence and for pixel data.</summary>
    public byte[] Value { get; init; } = [];

    /// <summary>The items of a sequence; null otherwise.</summary>
    public IReadOnlyList<ElementSet>? Items { get; init; }

    /// <summary>Where pixel data lie in the file, which are copied and never held; null otherwise.</summary>
    public FileRange? Pixels { get; init; }

    public bool IsEmpty => Items is null ? Pixels is null && Value.Length == 0 : Items.Count == 0;
}
