namespace MedMim.Evaluation.Metrics;

/// <summary>Which of the two masks hold no voxel. Then some metrics follow a convention instead of a measurement.</summary>
public enum EmptyMasks
{
    /// <summary>Neither: every metric is measured.</summary>
    None,

    /// <summary>Both: nothing to find, nothing found. Dice 1, NSD 1, HD95 0.</summary>
    Both,

    /// <summary>The reference only: everything found is false. Dice 0, NSD 0, HD95 the diagonal of the scan.</summary>
    Reference,

    /// <summary>The prediction only: everything was missed. Dice 0, NSD 0, HD95 the diagonal of the scan.</summary>
    Prediction,
}
