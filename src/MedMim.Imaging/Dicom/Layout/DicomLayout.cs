namespace MedMim.Imaging.Dicom.Layout;

/// <summary>Where things lie in a DICOM file, found by hopping over its elements without reading their values.</summary>
public sealed record DicomLayout
{
    /// <summary>Whether the file holds all that its lengths promise.</summary>
    public DicomExtent Extent { get; init; }

    /// <summary>Whether the 128 bytes and the mark <c>DICM</c> come first.</summary>
    public bool HasPreamble { get; init; }

    /// <summary>Media Storage SOP Class UID (0002,0002); empty where missing.</summary>
    public string SopClassUid { get; init; } = string.Empty;

    /// <summary>Transfer Syntax UID (0002,0010); empty where missing.</summary>
    public string SyntaxUid { get; init; } = string.Empty;

    /// <summary>The transfer syntax: the file's, or a guess where it states none; null where it is not registered.</summary>
    public StoredSyntax? Syntax { get; init; }

    /// <summary>What the header says of the size of its image.</summary>
    public PromisedImage Promised { get; init; } = new(1, 0, 0, 1, 0);

    /// <summary>The first byte after the preamble and the file meta information.</summary>
    public long DataSetStart { get; init; }

    /// <summary>The head of the pixel data element (7FE0,0010), tag to length; null where there is none.</summary>
    public ByteRange? PixelHead { get; init; }

    /// <summary>The representation of the pixel data: OB or OW; UN where the encoding does not state it.</summary>
    public DicomVr PixelVr { get; init; }

    /// <summary>The value of uncompressed pixel data; null where it is compressed or missing.</summary>
    public ByteRange? NativePixels { get; init; }

    /// <summary>The items of compressed pixel data: first the offset table, which may be empty, then fragments.</summary>
    public IReadOnlyList<ByteRange> Fragments { get; init; } = [];

    /// <summary>Extended Offset Table (7FE0,0001): 64-bit offsets of the frames; null where missing.</summary>
    public ByteRange? ExtendedOffsets { get; init; }

    /// <summary>
    /// The elements before the pixel data, file meta information included; null where they were not asked for, are big
    /// endian, or can be read in more than one way.
    /// </summary>
    public DicomDataset? Header { get; init; }

    /// <summary>The byte after the pixel data, or after the last element.</summary>
    public long End { get; init; }
}
