namespace MedMim.Evaluation.Metrics;

/// <summary>The numbers behind a <see cref="LesionMatching"/>.</summary>
/// <param name="Dilations">How often reference lesions are dilated before those that touch are merged, and before they are matched.</param>
/// <param name="LargestDroppedMm3">Reference lesions up to this volume do not count.</param>
/// <param name="IsBrats">Whether BraTS 2023's rules hold for HD95 and for cases without lesions.</param>
internal readonly record struct LesionRules(int Dilations, double LargestDroppedMm3, bool IsBrats)
{
    /// <summary>BraTS 2023's HD95 of a missed or a false lesion, mm: the diagonal of its scans, rounded.</summary>
    public const double BratsPenaltyMm = 374;

    public static LesionRules Of(LesionMatching matching) => matching switch
    {
        LesionMatching.BratsGlioma => new(3, 50, true),
        LesionMatching.BratsMeningioma => new(1, 50, true),
        LesionMatching.BratsMetastasis => new(1, 2, true),
        _ => new(0, 0, false),
    };
}
