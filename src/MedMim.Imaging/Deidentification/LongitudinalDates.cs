namespace MedMim.Imaging.Deidentification;

/// <summary>The Retain Longitudinal Temporal Information options.</summary>
public enum LongitudinalDates
{
    /// <summary>Neither option: dates and times are removed, or replaced where the object needs one.</summary>
    Removed = 0,

    /// <summary>Modified dates: all dates of a patient move by one number of days; times of day stay.</summary>
    Modified = 1,

    /// <summary>Full dates: dates and times stay.</summary>
    Full = 2,
}
