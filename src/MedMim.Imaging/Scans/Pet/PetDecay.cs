namespace MedMim.Imaging.Scans.Pet;

/// <summary>How much of the injected activity was left when.</summary>
internal static class PetDecay
{
    private const double MostHalfLives = 10;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // A time without a date that lies longer ago is a clock that was wrong, rather than yesterday's injection.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(12);

    // Tracers that last longer are imaged days after their injection, so that a time without a date says too little.
    private static readonly TimeSpan LastsForDays = TimeSpan.FromHours(6);

    /// <summary>The part of the dose that is left at a time, 0 to 1.</summary>
    /// <exception cref="RefusedException">The half-life or the time of injection is missing, or does not lie before the scan.</exception>
    public static double Left(PetFacts slice, DateTime time)
    {
        var halfLife = slice.HalfLife is > 0 and var seconds ? seconds : throw SuvScale.Refuse("the half-life is missing");
        return Math.Pow(2, -Since(slice, time, TimeSpan.FromSeconds(MostHalfLives * halfLife)).TotalSeconds / halfLife);
    }

    /// <summary>
    /// When the scan began. Series Time says so, unless it lies after an acquisition: then the series was made later, and
    /// the beginning follows from GE's own tag, else from the earliest frame and its reference time.
    /// </summary>
    public static DateTime ScanStart(IReadOnlyList<PetFacts> slices)
    {
        if (slices.Any(s => s.Acquisition is null))
        {
            throw SuvScale.Refuse("the time of acquisition is missing");
        }

        var earliest = slices.MinBy(s => s.Acquisition)!;
        if (earliest.Series is { } series && series <= earliest.Acquisition)
        {
            return series;
        }

        if (earliest.GeScan is { } scan && scan <= earliest.Acquisition)
        {
            return scan;
        }

        // Without a reference time the earliest frame's own beginning is the scan's.
        return earliest is { FrameReferenceTime: > 0 and var reference, FrameDuration: > 0, HalfLife: > 0 }
            ? MeanOfFrame(earliest) - TimeSpan.FromMilliseconds(reference)
            : earliest.Acquisition!.Value;
    }

    /// <summary>When a frame's count rate was at its mean; its beginning where the duration is missing.</summary>
    public static DateTime MeanOfFrame(PetFacts slice)
    {
        var beginning = slice.Acquisition ?? throw SuvScale.Refuse("the time of acquisition is missing");
        if (slice is not { FrameDuration: > 0 and var duration, HalfLife: > 0 and var halfLife })
        {
            return beginning;
        }

        var decay = Math.Log(2) / halfLife;
        var within = decay * duration / 1000;
        return beginning + TimeSpan.FromSeconds(Math.Log(within / -double.ExpM1(-within)) / decay);
    }

    // A date and time that lie after the scan or long before it were not shifted with the others when the scan was
    // de-identified: the clock still counts. It is of the day of the scan, or of the day before where that would be after it.
    private static TimeSpan Since(PetFacts slice, DateTime scan, TimeSpan longest)
    {
        if (slice.InjectionDateTime is { } exact && scan - exact is var since && since >= TimeSpan.Zero && since <= longest)
        {
            return since;
        }

        var clock = slice.InjectionTime ?? slice.InjectionDateTime?.TimeOfDay
            ?? throw SuvScale.Refuse("the time of injection is missing");
        if (TimeSpan.FromSeconds(slice.HalfLife!.Value) > LastsForDays)
        {
            throw SuvScale.Refuse("the day of injection is missing, and the tracer lasts for days");
        }

        var elapsed = scan.TimeOfDay - clock;
        elapsed += elapsed < TimeSpan.Zero ? Day : TimeSpan.Zero;
        return elapsed <= LongestWait && elapsed <= longest
            ? elapsed
            : throw SuvScale.Refuse("the time of injection does not lie shortly before the scan");
    }
}
