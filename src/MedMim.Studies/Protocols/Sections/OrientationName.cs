namespace MedMim.Studies.Protocols.Sections;

/// <summary>How the axes of prepared volumes run.</summary>
public enum OrientationName
{
    /// <summary>z to the head, y to the back, x to the left.</summary>
    Lps = 0,

    /// <summary>As in the scan.</summary>
    Keep = 1,
}
