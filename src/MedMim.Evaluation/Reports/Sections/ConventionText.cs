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
        new("Surface", Surface(report.Conventions.Surface)),
        new("HD95", "The larger of the two directed 95th percentiles of the surface distances, linear interpolation, mm."),
        new("NSD", $"Share of surface elements of both masks within τ = {Charts.Scale.Name(report.Conventions.SurfaceToleranceMm)} mm of the other surface."),
        new("Empty masks", "Both empty: Dice 1, NSD 1, HD95 0. One empty: Dice 0, NSD 0, HD95 the diagonal of the scan."),
        new("Lesions", $"26-connected components. Found: {Matching(report.Conventions)}. Sensitivity is undefined in a scan without reference lesions, precision in one without predicted lesions; such scans are left out of those means."),
        new("Volume error", "Prediction minus reference: positive where too much was drawn."),
        new("Means", "Scans are averaged within patients first, so every patient weighs the same."),
        new("Intervals", Intervals(report.Bootstrap, report.Comparison is not null)),
    ];

    private static string Surface(SurfaceConvention surface) => surface switch
    {
        SurfaceConvention.BorderVoxels =>
            "MetricsReloaded’s border voxels: mask voxels with a face neighbour outside the mask, equally weighted.",
        _ => throw new ArgumentOutOfRangeException(nameof(surface)),
    };

    private static string Matching(MetricOptions options) => options.LesionMatching switch
    {
        LesionMatching.AnyOverlap => "a reference lesion that shares a voxel with the prediction; every other predicted lesion is false",
        _ => $"a reference lesion whose overlap (IoU) with a predicted lesion reaches {Charts.Scale.Name(options.LesionIou)}; predicted lesions that reach it with none are false",
    };

    private static string Intervals(BootstrapOptions options, bool isComparison) =>
        $"{Figures.Percent(options.Level)}, {(options.Method == IntervalMethod.Bca ? "BCa" : "percentile")} bootstrap over "
        + $"patients, {Figures.Count(options.Replicates)} resamples, seed {options.Seed}. † marks a percentile interval "
        + "where BCa is undefined. Differences are paired by patient; p is Wilcoxon’s signed-rank test, two-sided, "
        + (isComparison ? "by itself and corrected for all differences shown (Holm)." : "not corrected for several comparisons.");
}
