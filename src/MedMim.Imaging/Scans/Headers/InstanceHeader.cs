using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Scans.Headers;

/// <summary>
/// What assembling a series needs of one file's header. Held in memory only: its identifiers are pseudonymised before
/// anything is written.
/// </summary>
public sealed record InstanceHeader
{
    /// <summary>Absolute path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Patient ID (0010,0020); empty where missing.</summary>
    public string PatientId { get; init; } = string.Empty;

    /// <summary>Study Instance UID (0020,000D).</summary>
    public string StudyUid { get; init; } = string.Empty;

    /// <summary>Series Instance UID (0020,000E).</summary>
    public string SeriesUid { get; init; } = string.Empty;

    /// <summary>SOP Instance UID (0008,0018).</summary>
    public string InstanceUid { get; init; } = string.Empty;

    /// <summary>SOP Class UID (0008,0016).</summary>
    public string SopClassUid { get; init; } = string.Empty;

    /// <summary>Frame of Reference UID (0020,0052).</summary>
    public string FrameOfReferenceUid { get; init; } = string.Empty;

    /// <summary>Modality (0008,0060): CT, MR, PT.</summary>
    public string Modality { get; init; } = string.Empty;

    /// <summary>Image Type (0008,0008), its values joined by backslashes.</summary>
    public string ImageType { get; init; } = string.Empty;

    /// <summary>Series Description (0008,103E): free text, which may hold names. Never written anywhere.</summary>
    public string SeriesDescription { get; init; } = string.Empty;

    /// <summary>Protocol Name (0018,1030): as <see cref="SeriesDescription"/>.</summary>
    public string ProtocolName { get; init; } = string.Empty;

    /// <summary>Manufacturer (0008,0070).</summary>
    public string Manufacturer { get; init; } = string.Empty;

    /// <summary>Manufacturer's Model Name (0008,1090): free text. Written as a pseudonym alone.</summary>
    public string ModelName { get; init; } = string.Empty;

    /// <summary>Institution Name (0008,0080): as <see cref="ModelName"/>.</summary>
    public string Institution { get; init; } = string.Empty;

    /// <summary>Instance Number (0020,0013).</summary>
    public int? InstanceNumber { get; init; }

    /// <summary>
    /// What may tell volumes of one series apart (echo, b-value, time, acquisition and others) as one text, such as
    /// <c>echo=2;te=4.6</c>.
    /// </summary>
    public string StackKey { get; init; } = string.Empty;

    /// <summary>Rows (0028,0010); of a mosaic, those of a tile.</summary>
    public int Rows { get; init; }

    /// <summary>Columns (0028,0011); of a mosaic, those of a tile.</summary>
    public int Columns { get; init; }

    /// <summary>Number of frames (0028,0008), 1 where missing.</summary>
    public int Frames { get; init; } = 1;

    /// <summary>Whether pixels are floating-point numbers: (7FE0,0008) or (7FE0,0009) instead of (7FE0,0010).</summary>
    public bool HasFloatPixels { get; init; }

    /// <summary>Image Position (Patient), LPS, mm; one a frame or tile, none where missing.</summary>
    public IReadOnlyList<Vector3> Positions { get; init; } = [];

    /// <summary>Direction in which the column index grows: the first half of Image Orientation (Patient).</summary>
    public Vector3? RowDirection { get; init; }

    /// <summary>Direction in which the row index grows: the second half of Image Orientation (Patient).</summary>
    public Vector3? ColumnDirection { get; init; }

    /// <summary>Pixel Spacing (0028,0030): distance between rows (along y), mm.</summary>
    public double? RowSpacing { get; init; }

    /// <summary>Pixel Spacing (0028,0030): distance between columns (along x), mm.</summary>
    public double? ColumnSpacing { get; init; }

    /// <summary>Spacing Between Slices or Slice Thickness, mm; used only where positions cannot tell.</summary>
    public double? SliceThickness { get; init; }

    /// <summary>An enhanced object's frames; empty otherwise. They replace the places and the key of this header.</summary>
    public IReadOnlyList<FrameHeader> FrameHeaders { get; init; } = [];

    /// <summary>How a mosaic is laid out; null for any other image.</summary>
    public MosaicLayout? Mosaic { get; init; }
}
