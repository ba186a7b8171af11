namespace MedMim.Evaluation.Metrics;

/// <summary>
/// Which of the two masks hold no voxel. Then figures follow the <see cref="MetricConvention"/> instead of a measurement.
/// </summary>
public enum EmptyMasks
{
    /// <summary>Neither: every metric is measured.</summary>
    None,

    /// <summary>Both: nothing to find, nothing found.</summary>
    Both,

    /// <summary>The reference only: everything found is false.</summary>
    Reference,

    /// <summary>The prediction only: everything was missed.</summary>
    Prediction,
}
