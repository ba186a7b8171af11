namespace MedMim.Imaging.Deidentification.Profile;

/// <summary>The action codes of DICOM PS3.15, Table E.1-1a.</summary>
internal enum ProfileAction
{
    /// <summary>X: remove.</summary>
    Remove = 0,

    /// <summary>Z: make empty, or a dummy.</summary>
    Empty,

    /// <summary>D: replace with a dummy of non-zero length.</summary>
    Dummy,

    /// <summary>K: keep; sequences are cleaned.</summary>
    Keep,

    /// <summary>C: clean.</summary>
    Clean,

    /// <summary>U: replace with a UID, the same everywhere.</summary>
    ReplaceUid,

    /// <summary>X/Z: remove, or empty where the object needs the attribute (Type 2).</summary>
    RemoveOrEmpty,

    /// <summary>X/D: remove, or a dummy where the object needs a value (Type 1).</summary>
    RemoveOrDummy,

    /// <summary>Z/D: empty, or a dummy where the object needs a value.</summary>
    EmptyOrDummy,

    /// <summary>X/Z/D: remove, empty or a dummy, as the object needs it.</summary>
    RemoveEmptyOrDummy,

    /// <summary>X/Z/U*: remove, empty, or replace the UIDs in it, as the object needs it.</summary>
    RemoveEmptyOrReplaceUids,
}
