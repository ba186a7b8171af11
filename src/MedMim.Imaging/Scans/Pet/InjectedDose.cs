namespace MedMim.Imaging.Scans.Pet;

/// <summary>The injected dose of a PET series, in Bq.</summary>
internal static class InjectedDose
{
    // Doses are tens to thousands of MBq. As Bq so small a number is no dose that could be seen, so it is meant in MBq.
    private const double SmallestMegabecquerel = 1;
    private const double LargestMegabecquerel = 10_000;
    private const double SmallestBecquerel = 1e5;
    private const double LargestBecquerel = 1e11;

    /// <exception cref="RefusedException">It is missing, impossible, or differs between slices.</exception>
    public static (double Becquerel, IReadOnlyList<string> Corrections) Of(IReadOnlyList<PetFacts> slices)
    {
        var dose = slices[0].Dose ?? throw SuvScale.Refuse("the injected dose is missing");
        if (slices.Any(s => s.Dose != dose || s.Weight != slices[0].Weight || s.HalfLife != slices[0].HalfLife))
        {
            throw SuvScale.Refuse("its slices differ in dose, weight or half-life");
        }

        return dose switch
        {
            >= SmallestBecquerel and <= LargestBecquerel => (dose, []),
            >= SmallestMegabecquerel and <= LargestMegabecquerel => (1e6 * dose, [Corrections.DoseInMegabecquerel]),
            _ => throw SuvScale.Refuse("the injected dose is impossible, in Bq as well as in MBq"),
        };
    }
}
