namespace MedMim.Studies.Protocols.Sections;

/// <summary>What is done about the slow drift of intensity in MR scans.</summary>
public enum BiasCorrectionName
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>N4 (Tustison et al., 2010).</summary>
    N4 = 1,
}
