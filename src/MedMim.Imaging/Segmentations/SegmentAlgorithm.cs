namespace MedMim.Imaging.Segmentations;

/// <summary>Segment Algorithm Type (0062,0008).</summary>
public enum SegmentAlgorithm
{
    /// <summary>AUTOMATIC: no person had a hand in it.</summary>
    Automatic = 0,

    /// <summary>SEMIAUTOMATIC: a person helped.</summary>
    SemiAutomatic = 1,

    /// <summary>MANUAL: a person drew it.</summary>
    Manual = 2,
}
