namespace MedMim.Imaging.Deidentification;

/// <summary>
/// What de-identification keeps: DICOM PS3.15 annex E, the Basic Profile with its options (E.3). Without any option the
/// most is removed.
/// </summary>
public sealed record DeidentificationPolicy
{
    /// <summary>Retain Safe Private: private attributes of Table E.3.10-1 and of <see cref="SafePrivate"/> stay.</summary>
    public bool RetainSafePrivate { get; init; }

    /// <summary>Retain UIDs.</summary>
    public bool RetainUids { get; init; }

    /// <summary>Retain Device Identity: serial numbers, station names, calibration.</summary>
    public bool RetainDeviceIdentity { get; init; }

    /// <summary>Retain Institution Identity.</summary>
    public bool RetainInstitutionIdentity { get; init; }

    /// <summary>Retain Patient Characteristics: sex, age (90 years and above become 90), height, weight. SUV needs them.</summary>
    public bool RetainPatientCharacteristics { get; init; }

    /// <summary>Which dates and times stay. Default: none.</summary>
    public LongitudinalDates Dates { get; init; }

    /// <summary>Clean Descriptors: of descriptions, the words known to be technical or anatomical stay.</summary>
    public bool CleanDescriptors { get; init; }

    /// <summary>Clean Structured Content: of reports and acquisition contexts, what Table E.3.4-1 allows stays.</summary>
    public bool CleanStructuredContent { get; init; }

    /// <summary>Clean Graphics: regions of interest in overlays, and lines of presentation states, stay; text goes.</summary>
    public bool CleanGraphics { get; init; }

    /// <summary>What happens to images whose pixels may hold burned-in text. Default: refused.</summary>
    public BurnedInText BurnedInText { get; init; }

    /// <summary>What happens to text in attributes that the profile does not list. Default: cleaned.</summary>
    public UnlistedText UnlistedText { get; init; }

    /// <summary>Private attributes that the institution knows to be safe; used with <see cref="RetainSafePrivate"/>.</summary>
    public IReadOnlyList<SafePrivateAttribute> SafePrivate { get; init; } = [];
}
