namespace MedMim.Imaging.Deidentification;

/// <summary>What happens to text in standard attributes that Table E.1-1 does not list.</summary>
public enum UnlistedText
{
    /// <summary>
    /// Words known to be technical or anatomical stay, and attributes that machines fill; code strings must be known terms.
    /// Beyond the profile.
    /// </summary>
    Clean = 0,

    /// <summary>It stays, as the Basic Profile has it.</summary>
    Keep = 1,
}
