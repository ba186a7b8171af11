namespace MedMim.Datasets.Preparation;

/// <summary>Where the spacing of prepared volumes comes from.</summary>
public enum SpacingRule
{
    /// <summary>Each volume keeps its own.</summary>
    Keep = 0,

    /// <summary>The data set's median, found on the training cases by nnU-Net's rule.</summary>
    Median = 1,

    /// <summary>Three numbers of the protocol.</summary>
    Fixed = 2,
}
