namespace MedMim.Evaluation.Statistics;

/// <summary>How an interval was made.</summary>
public enum IntervalMethod
{
    /// <summary>None could be made: fewer than two patients.</summary>
    None,

    /// <summary>Quantiles of the bootstrap replicates.</summary>
    Percentile,

    /// <summary>Bias-corrected and accelerated (Efron and Tibshirani, An Introduction to the Bootstrap, 14.3).</summary>
    Bca,
}
