using MedMim.Evaluation.Metrics;
using MedMim.Evaluation.Reports.Html;
using MedMim.Evaluation.Reports.Model;
using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Reports.Sections;

/// <summary>The definitions behind the figures, in words: libraries disagree on all of them.</summary>
internal static class ConventionText
{
    public static IReadOnlyList<NamedValue> Facts(StudyReport report) =>
    [
        new("Convention", Convention(report.Conventions.Convention)),
        new("HD95", $"The larger of the two directed 95th percentiles of the surface distances, {Percentile(report.Conventions.Convention)}, mm."),
        new("ASSD", Assd(report.Conventions.Convention)),
        new("NSD", $"Share of both surfaces within τ = {Charts.Scale.Name(report.Conventions.SurfaceToleranceMm)} mm of the other surface."),
        new("Empty masks", Empty(report.Conventions.Convention)),
        new("Lesions", Lesions(report.Conventions)),
        new("Lesion scores", "F1: 2·found / (2·found + missed + false). Lesion-wise Dice: the sum over reference lesions of their Dice with all that matches them, over the number of reference and false lesions."),
        new("Volume error", "Prediction minus reference: positive where too much was drawn."),
        new("Means", "Scans are averaged within patients first, so every patient weighs the same."),
        new("Intervals", Intervals(report.Bootstrap, report.Comparison is not null)),
    ];

    private static string Convention(MetricConvention convention) => convention switch
    {
        MetricConvention.MetricsReloaded =>
            "MetricsReloaded: surfaces are border voxels, those of the mask with a face neighbour outside it, equally weighted.",
        MetricConvention.Monai =>
            "MONAI: surfaces are border voxels, those of the mask with a face neighbour outside it, equally weighted.",
        MetricConvention.DeepMind =>
            "DeepMind’s surface-distance: surface elements at the corners between voxels, weighted by the area of marching cubes’ surface there.",
        _ => throw new ArgumentOutOfRangeException(nameof(convention)),
    };

    private static string Percentile(MetricConvention convention) => convention == MetricConvention.DeepMind
        ? "the first distance at which 95\u00A0% of the area are reached" : "linear interpolation";

    private static string Assd(MetricConvention convention) => convention == MetricConvention.DeepMind
        ? "The mean of the two directed mean distances, weighted by area, mm."
        : "Mean distance over the surface elements of both masks, mm.";

    private static string Empty(MetricConvention convention) => convention switch
    {
        MetricConvention.MetricsReloaded =>
            "Both empty: Dice, IoU and NSD 1, HD95 and ASSD 0. One empty: Dice, IoU and NSD 0, HD95 and ASSD the diagonal of the scan.",
        MetricConvention.DeepMind =>
            "Both empty: Dice, IoU, NSD and ASSD undefined, HD95 infinite. One empty: Dice, IoU and NSD 0, HD95 and ASSD infinite. "
            + "Undefined values are left out; an infinite one makes the mean infinite.",
        _ => "Reference empty: Dice and IoU undefined. Both empty: HD95, ASSD and NSD undefined too. One empty: NSD 0, HD95 and ASSD infinite. "
            + "Undefined values are left out; an infinite one makes the mean infinite.",
    };

    private static string Lesions(MetricOptions options)
    {
        var brats = Brats(options.LesionMatching);
        return "26-connected components. " + (brats ?? $"Found: {Matching(options)}. Sensitivity is undefined in a scan without reference "
            + "lesions, precision in one without predicted lesions; such scans are left out of those means.");
    }

    private static string Matching(MetricOptions options) => options.LesionMatching == LesionMatching.AnyOverlap
        ? "a reference lesion that shares a voxel with the prediction; every other predicted lesion is false"
        : $"a reference lesion whose overlap (IoU) with a predicted lesion reaches {Charts.Scale.Name(options.LesionIou)}; predicted lesions that reach it with none are false";

    private static string? Brats(LesionMatching matching)
    {
        var rules = LesionRules.Of(matching);
        return rules.IsBrats
            ? $"By BraTS 2023’s rules, dilated {(rules.Dilations == 1 ? "once" : rules.Dilations + " times")}: reference lesions that then touch are one, and a "
                + $"predicted lesion that meets a dilated one matches it. Reference lesions up to {Charts.Scale.Name(rules.LargestDroppedMm3)} mm³ do not count; "
                + $"missed and false lesions cost a lesion-wise HD95 of {Charts.Scale.Name(LesionRules.BratsPenaltyMm)} mm; without any lesion Dice is 1 and HD95 0."
            : null;
    }

    private static string Intervals(BootstrapOptions options, bool isComparison) =>
        $"{Figures.Percent(options.Level)}, {(options.Method == IntervalMethod.Bca ? "BCa" : "percentile")} bootstrap over "
        + $"patients, {Figures.Count(options.Replicates)} resamples, seed {options.Seed}{(options.Widen ? "; quantiles are further out in small samples, as Student’s t is beyond the normal distribution" : string.Empty)}. † marks a percentile interval "
        + "where BCa is undefined. Differences are paired by patient; p is Wilcoxon’s signed-rank test, two-sided, "
        + (isComparison ? "by itself and corrected for all differences shown (Holm)." : "not corrected for several comparisons.");
}
