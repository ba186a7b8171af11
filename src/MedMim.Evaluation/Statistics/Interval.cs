namespace MedMim.Evaluation.Statistics;

/// <summary>A mean over patients and the interval around it.</summary>
/// <param name="Estimate">The mean of the sample.</param>
/// <param name="Low">Lower bound; null where there is no interval.</param>
/// <param name="High">Upper bound; null where there is no interval.</param>
/// <param name="Level">Nominal coverage, such as 0.95.</param>
/// <param name="Method">How the bounds were made.</param>
/// <param name="FellBack">Whether BCa was asked for, but undefined, so that the bounds are percentiles.</param>
/// <param name="Patients">How many patients were resampled.</param>
public sealed record Interval(
    double Estimate, double? Low, double? High, double Level, IntervalMethod Method, bool FellBack, int Patients)
{
    /// <summary>Whether the interval lies on one side of <paramref name="value"/>; false where there is none.</summary>
    public bool Excludes(double value) => Low > value || High < value;
}
