using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Probes;

/// <summary>
/// Means, intervals and paired differences of probes. A patient's figure is the mean over seeds; patients are resampled.
/// </summary>
/// <param name="task">The question.</param>
/// <param name="bootstrap">How intervals are made.</param>
public sealed class ProbeStatistics(ProbeTask task, BootstrapOptions bootstrap)
{
    /// <summary>The figures of every probe and encoder, in the order in which encoders and probes first occur.</summary>
    /// <param name="answers">Answers on the same patients by every encoder.</param>
    /// <param name="baseline">The name of the encoder that the others are compared with.</param>
    public IReadOnlyList<ProbeFigure> Of(IReadOnlyList<ProbeAnswer> answers, string baseline)
    {
        var groups = answers.GroupBy(a => (a.Probe, a.Encoder)).ToDictionary(g => g.Key, g => Patients([.. g]));
        return
        [
            .. from probe in answers.Select(a => a.Probe).Distinct()
               from encoder in answers.Select(a => a.Encoder).Distinct(StringComparer.Ordinal)
               select Figure(encoder, probe, groups[(probe, encoder)], encoder == baseline ? null : groups[(probe, baseline)]),
        ];
    }

    private static ConfusionMatrix[][] Patients(IReadOnlyList<ProbeAnswer> answers) =>
    [
        .. answers.GroupBy(a => a.Patient, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.OrderBy(a => a.Seed).Select(a => a.Confusion).ToArray()),
    ];

    private ProbeFigure Figure(string encoder, ProbeKind probe, ConfusionMatrix[][] patients, ConfusionMatrix[][]? baseline)
    {
        var gain = baseline is null || task.IsPooled ? [] : Means(patients, m => m.BalancedAccuracy)
            .Zip(Means(baseline, m => m.BalancedAccuracy), (a, b) => (a - b) ?? 0).ToArray();
        return new(
            encoder, probe, Interval(patients, m => m.BalancedAccuracy)!, Interval(patients, m => m.MacroF1)!,
            [.. Enumerable.Range(0, task.Classes.Count).Select(c => Interval(patients, m => m.F1(c)))],
            baseline is null ? null : Gain(patients, baseline, m => m.BalancedAccuracy),
            baseline is null ? null : Gain(patients, baseline, m => m.MacroF1),
            gain.Length > 0 ? WilcoxonSignedRank.PValue(gain) : null);
    }

    private Interval? Interval(ConfusionMatrix[][] patients, Func<ConfusionMatrix, double?> figure)
    {
        if (task.IsPooled)
        {
            return Pooled(patients, counts: null, figure) is null
                ? null
                : PatientBootstrap.Figure(patients.Length, counts => Pooled(patients, counts, figure) ?? 0, bootstrap);
        }

        double[] values = [.. Means(patients, figure).OfType<double>()];
        return values.Length == 0 ? null : PatientBootstrap.Mean(values, bootstrap);
    }

    private Interval Gain(ConfusionMatrix[][] patients, ConfusionMatrix[][] baseline, Func<ConfusionMatrix, double?> figure) => task.IsPooled
        ? PatientBootstrap.Figure(
            patients.Length, counts => (Pooled(patients, counts, figure) - Pooled(baseline, counts, figure)) ?? 0, bootstrap)
        : PatientBootstrap.Mean(
            [.. Means(patients, figure).Zip(Means(baseline, figure), (a, b) => a - b).OfType<double>()], bootstrap);

    private static IEnumerable<double?> Means(ConfusionMatrix[][] patients, Func<ConfusionMatrix, double?> figure) =>
        patients.Select(p => p.Average(figure));

    private double? Pooled(ConfusionMatrix[][] patients, IReadOnlyList<int>? counts, Func<ConfusionMatrix, double?> figure) =>
        Enumerable.Range(0, patients[0].Length).Average(seed =>
        {
            var sum = new ConfusionMatrix(task.Classes.Count);
            for (var p = 0; p < patients.Length; p++)
            {
                sum.Add(patients[p][seed], counts?[p] ?? 1);
            }

            return figure(sum);
        });
}
