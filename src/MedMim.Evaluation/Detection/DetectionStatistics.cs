using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Detection;

/// <summary>Figures of detectors, with intervals over patients.</summary>
/// <param name="options">The conventions.</param>
/// <param name="bootstrap">How intervals are made; those of figures over all lesions together are percentiles.</param>
public sealed class DetectionStatistics(DetectionOptions options, BootstrapOptions bootstrap)
{
    /// <summary>The figures of one detector for one label.</summary>
    /// <param name="cases">Its scans; at least one.</param>
    /// <param name="label">The label value.</param>
    /// <exception cref="Foundation.Failures.InputException">A box or an option cannot be used.</exception>
    public DetectionFigures Of(IReadOnlyList<DetectionCase> cases, int label)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentOutOfRangeException.ThrowIfZero(cases.Count, nameof(cases));
        options.Validate();
        foreach (var @case in cases)
        {
            @case.Validate();
        }

        PooledDetections[] byThreshold = [.. options.IouThresholds.Select(iou => Pool(cases, label, Localisation.Overlap, iou))];
        var at = Pool(cases, label, Localisation.Overlap, options.FrocIou);
        var froc = Pool(cases, label, options.FrocLocalisation, options.FrocIou);
        var curve = FrocCurve.Of(froc, froc.Once);
        return new()
        {
            Arm = cases[0].Arm,
            Label = label,
            Patients = froc.Patients,
            Scans = cases.Count,
            Lesions = (int)froc.Lesions(froc.Once),
            Detections = cases.Sum(c => c.Detections.Count(d => d.Label == label)),
            MeanAveragePrecision = Interval(curve, froc, counts => byThreshold.Average(p => AveragePrecision.Of(p, counts))),
            AveragePrecision = Interval(curve, froc, counts => AveragePrecision.Of(at, counts)),
            AveragePrecisions = curve is null ? [] : [.. byThreshold.Select(p => AveragePrecision.Of(p, p.Once))],
            Cpm = Interval(curve, froc, counts => FrocCurve.Of(froc, counts)?.Mean(options.Rates) ?? double.NaN),
            Sensitivities = curve is null
                ? []
                : [.. options.Rates.Select(r => Interval(curve, froc, counts => FrocCurve.Of(froc, counts)?.At(r) ?? double.NaN)!)],
            Froc = curve?.Points ?? [],
        };
    }

    private Interval? Interval(FrocCurve? curve, PooledDetections pool, Func<IReadOnlyList<int>, double> figure) =>
        curve is null ? null : PatientBootstrap.Figure(pool.Patients, figure, bootstrap);

    private PooledDetections Pool(IReadOnlyList<DetectionCase> cases, int label, Localisation rule, double iou) => new(
    [
        .. cases.Select(c => (
            c.Patient, c.References.Count(r => r.Label == label),
            rule == Localisation.Overlap
                ? DetectionMatcher.ByOverlap(c, label, iou, options.MaximumDetections)
                : DetectionMatcher.ByCentre(c, label, options.MaximumDetections))),
    ]);
}
