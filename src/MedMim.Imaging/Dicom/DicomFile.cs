namespace MedMim.Imaging.Dicom;

/// <summary>A DICOM file to be written.</summary>
/// <param name="Dataset">
/// Its elements. SOP Class UID and SOP Instance UID are needed; for an image also the tags of the Image Pixel Module.
/// </param>
/// <param name="Pixels">Uncompressed pixels, little endian, rows from the top; null for an object without them.</param>
/// <param name="Path">Where to; replaced where it exists.</param>
public sealed record DicomFile(DicomDataset Dataset, ReadOnlyMemory<byte>? Pixels, string Path)
{
    /// <summary>The encoding.</summary>
    public TransferSyntax Syntax { get; init; } = TransferSyntax.ExplicitLittleEndian;
}
