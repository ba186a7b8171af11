namespace MedMim.Imaging.Deidentification.Profile;

/// <summary>What an object requires of an attribute (DICOM PS3.5 7.4). Conditional types count as met where it is there.</summary>
internal enum AttributeType
{
    /// <summary>Nobody knows: the object or the attribute is new.</summary>
    Unknown = 0,

    /// <summary>The object has no such attribute, or leaves it free (Type 3).</summary>
    Optional,

    /// <summary>Type 2: there, but may be empty.</summary>
    MayBeEmpty,

    /// <summary>Type 1: there, with a value.</summary>
    NeedsValue,
}
