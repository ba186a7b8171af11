namespace MedMim.Imaging.Structures;

/// <summary>The image series on which a structure set is drawn.</summary>
public sealed record ReferencedSeries
{
    /// <summary>Patient ID.</summary>
    public required string PatientId { get; init; }

    /// <summary>Patient's name; the ID where empty.</summary>
    public string PatientName { get; init; } = string.Empty;

    /// <summary>Study Instance UID.</summary>
    public required string StudyUid { get; init; }

    /// <summary>Series Instance UID of the images.</summary>
    public required string SeriesUid { get; init; }

    /// <summary>Frame of Reference UID of the images.</summary>
    public required string FrameOfReferenceUid { get; init; }

    /// <summary>SOP Class UID of the images.</summary>
    public required string SopClassUid { get; init; }

    /// <summary>SOP Instance UID of slice k, for every slice.</summary>
    public required IReadOnlyList<string> InstanceUids { get; init; }
}
