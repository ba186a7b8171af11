namespace MedMim.Evaluation.Statistics;

/// <summary>One patient under two arms.</summary>
/// <param name="Patient">The patient's pseudonym.</param>
/// <param name="First">The first arm's value.</param>
/// <param name="Second">The second arm's value.</param>
public sealed record PatientPair(string Patient, double First, double Second)
{
    /// <summary>First minus second.</summary>
    public double Difference => First - Second;
}
