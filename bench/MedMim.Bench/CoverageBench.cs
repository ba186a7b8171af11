using System.Globalization;
using MedMim.Evaluation.Metrics;
using MedMim.Evaluation.Statistics;
using MedMim.Foundation.Randomness;

namespace MedMim.Bench;

/// <summary>How often 95 % intervals over patients hold the true mean, on simulated studies.</summary>
internal static class CoverageBench
{
    private const int Studies = 1500;
    private const int Replicates = 1000;

    private static readonly int[] Patients = [10, 20, 30, 50, 100];

    // What a patient's value may look like, and its true mean. Draws are on [0, 1] but for distances.
    private static readonly (string Name, Func<RandomStream, double> Draw, double Mean)[] Populations =
    [
        ("Dice, even: normal, 0.75 ± 0.08", r => 0.75 + (0.08 * r.NextGaussian()), 0.75),
        ("Dice, skewed: 1 − gamma(2, 0.1)", r => 1 - (0.1 * (Exponential(r) + Exponential(r))), 0.8),
        ("Dice, one in ten missed: 0, else uniform 0.6 to 0.95", r => r.NextDouble() < 0.1 ? 0 : r.NextDouble(0.6, 0.95), 0.9 * 0.775),
        ("HD95, mm: log-normal, σ 0.8", r => Math.Exp(1.5 + (0.8 * r.NextGaussian())), Math.Exp(1.5 + 0.32)),
        ("Lesion found or not: 0.7", r => r.NextDouble() < 0.7 ? 1 : 0, 0.7),
    ];

    public static void Run(BenchOptions options, BenchReport report)
    {
        Table(report, "Coverage of 95 % BCa intervals, widened in small samples (the default)", IntervalMethod.Bca, true, Single);
        Table(report, "Coverage of 95 % BCa intervals, not widened (scipy's)", IntervalMethod.Bca, false, Single);
        Table(report, "Coverage of 95 % percentile intervals, widened", IntervalMethod.Percentile, true, Single);
        Table(report, "Coverage of 95 % intervals of paired differences (BCa, widened)", IntervalMethod.Bca, true, Paired);
    }

    private static void Table(
        BenchReport report, string title, IntervalMethod method, bool widen, Func<int, int, int, BootstrapOptions, (Interval Interval, double Truth)> study) => report.Table(
        title,
        $"{Text(Studies)} simulated studies a cell, {Text(Replicates)} resamples each: the share whose interval holds the true mean, in %. Its standard error is "
        + "0.6 at 95 %. " + (study == Paired
            ? "Each patient's value, and the value under another arm: 0.02 more on average, plus normal noise of 0.05 and one in ten improved by a further draw."
            : "In brackets: studies of a hundred in which BCa is undefined and the interval a percentile one."),
        ["", .. Patients.Select(n => $"n = {Text(n)}")],
        Populations.Select((p, i) => (string[])[p.Name, .. Patients.Select(n => Cell(i, n, method, widen, study))]));

    private static string Cell(int population, int n, IntervalMethod method, bool widen, Func<int, int, int, BootstrapOptions, (Interval Interval, double Truth)> study)
    {
        var (covered, fell) = (0, 0);
        Parallel.For(0, Studies, s =>
        {
            var (interval, truth) = study(population, n, s, new((ulong)s) { Replicates = Replicates, Method = method, Widen = widen });
            if (!interval.Excludes(truth))
            {
                Interlocked.Increment(ref covered);
            }

            if (interval.FellBack)
            {
                Interlocked.Increment(ref fell);
            }
        });
        var share = BenchReport.Number(100.0 * covered / Studies, "0.0");
        return fell == 0 ? share : $"{share} ({BenchReport.Number(100.0 * fell / Studies, "0.0")})";
    }

    private static (Interval Interval, double Truth) Single(int population, int n, int study, BootstrapOptions options)
    {
        var random = Stream("bench.coverage", population, n, study);
        var (_, draw, mean) = Populations[population];
        return (PatientBootstrap.Mean([.. Enumerable.Range(0, n).Select(_ => draw(random))], options), mean);
    }

    private static (Interval Interval, double Truth) Paired(int population, int n, int study, BootstrapOptions options)
    {
        var random = Stream("bench.coverage.paired", population, n, study);
        var (_, draw, mean) = Populations[population];
        var second = Enumerable.Range(0, n).Select(i => new PatientMetric(Text(1000 + i), draw(random), 1)).ToList();
        var first = second.Select(p => p with
        {
            Value = p.Value + 0.02 + (0.05 * random.NextGaussian()) + (random.NextDouble() < 0.1 ? draw(random) : 0),
        }).ToList();
        return (PairedComparison.Of(first, second, options)!.Difference, 0.02 + (0.1 * mean));
    }

    private static RandomStream Stream(string purpose, int population, int n, int study) =>
        new(new StreamKey(11, purpose, Epoch: population, Step: n, Sample: study));

    private static double Exponential(RandomStream random) => -Math.Log(1 - random.NextDouble());

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
