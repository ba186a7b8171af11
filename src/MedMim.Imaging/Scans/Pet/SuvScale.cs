namespace MedMim.Imaging.Scans.Pet;

/// <summary>
/// From a PET series' values to SUV by body weight: activity × weight / dose, the dose decayed to the time to which the
/// activity was corrected. Follows the vendor-neutral procedure of the Quantitative Imaging Biomarkers Alliance (QIBA,
/// "SUV calculation", 2016). What its tags leave open is refused, never guessed.
/// </summary>
/// <param name="Factors">What each slice's values are multiplied by.</param>
/// <param name="Unit"><c>SUVbw</c> or <c>SUVlbm</c>.</param>
/// <param name="Corrections">Codes of what was put right.</param>
internal sealed record SuvScale(IReadOnlyList<double> Factors, string Unit, IReadOnlyList<string> Corrections)
{
    /// <exception cref="RefusedException"><c>no-suv</c>: a tag is missing, or says what cannot be.</exception>
    public static SuvScale Of(IReadOnlyList<PetFacts> slices)
    {
        var first = slices[0];
        if (slices.Any(s => s.Units != first.Units || s.SuvType != first.SuvType || s.DecayCorrection != first.DecayCorrection))
        {
            throw Refuse("its slices differ in units or decay correction");
        }

        if (!slices.All(s => s.IsAttenuationCorrected))
        {
            throw Refuse("it was not corrected for attenuation");
        }

        return first.Units switch
        {
            "GML" => Given(slices),
            "BQML" => OfActivity(slices, [.. slices.Select(_ => 1.0)]),
            "CNTS" when slices.All(s => s.PhilipsSuvFactor is not null) =>
                new([.. slices.Select(s => s.PhilipsSuvFactor!.Value)], "SUVbw", []),
            "CNTS" when slices.All(s => s.PhilipsActivityFactor is not null) =>
                OfActivity(slices, [.. slices.Select(s => s.PhilipsActivityFactor!.Value)]),
            "CNTS" => throw Refuse("its values are counts, and the factor that turns them into activity is missing"),
            "" => throw Refuse("its units are missing"),
            _ => throw Refuse("its units are neither activity nor SUV"),
        };
    }

    private static SuvScale Given(IReadOnlyList<PetFacts> slices) => new(
        [.. slices.Select(_ => 1.0)],
        slices[0].SuvType switch
        {
            "" or "BW" => "SUVbw",
            "LBM" or "LBMJAMES128" or "LBMJANMA" => "SUVlbm",
            _ => throw Refuse("its SUV is by neither body weight nor lean body mass"),
        },
        []);

    private static SuvScale OfActivity(IReadOnlyList<PetFacts> slices, IReadOnlyList<double> toActivity)
    {
        var (dose, corrections) = InjectedDose.Of(slices);
        var weight = slices[0].Weight is > 0 and <= 500 and var kilograms
            ? 1000 * kilograms
            : throw Refuse("the patient's weight is missing or impossible");
        var left = slices[0].DecayCorrection switch
        {
            "ADMIN" => [.. slices.Select(_ => 1.0)],
            "START" => [.. slices.Select(_ => PetDecay.Left(slices[0], PetDecay.ScanStart(slices)))],
            "NONE" => slices.Select(s => PetDecay.Left(s, PetDecay.MeanOfFrame(s))).ToArray(),
            _ => throw Refuse("it does not say to when its decay was corrected"),
        };
        return new([.. toActivity.Zip(left, (a, l) => a * weight / (dose * l))], "SUVbw", corrections);
    }

    /// <summary>The refusal of a series that makes no SUV.</summary>
    internal static RefusedException Refuse(string reason) => new(new(RefusalCodes.NoSuv, $"SUV cannot be computed: {reason}."));
}
