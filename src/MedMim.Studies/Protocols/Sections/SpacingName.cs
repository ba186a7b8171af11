namespace MedMim.Studies.Protocols.Sections;

/// <summary>Where the spacing of prepared volumes comes from.</summary>
public enum SpacingName
{
    /// <summary>Each scan keeps its own.</summary>
    Keep = 0,

    /// <summary>The median of the training cases.</summary>
    Median = 1,

    /// <summary>The protocol gives three numbers.</summary>
    Given = 2,
}
