using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MedMim.Evaluation.Metrics;

namespace MedMim.Bench;

/// <summary>Every metric of real masks beside the same convention in scipy, case by case.</summary>
internal static class MetricsBench
{
    private const int Most = 60;

    public static void Run(BenchOptions options, BenchReport report)
    {
        var folder = options.Fresh("metrics");
        var cases = MaskCases.Load(options.Data, Most);
        MaskCases.Write(cases, folder);
        foreach (var c in cases)
        {
            Measure(c); // compiles
        }

        var ours = cases.ToDictionary(c => c.Name, c => Time(c, options.Repeat), StringComparer.Ordinal);
        var theirs = Command.Lines(options.Python, 1, Path.Combine(options.Root, "bench", "peers", "metrics.py"), folder, Text(options.Repeat))
            .Select(l => JsonSerializer.Deserialize<Peer>(l)!).ToList();
        report.Table(
            "Metrics beside scipy",
            $"Up to {Text(Most)} label volumes of a data set against a made prediction (a voxel aside along z and y, two along x; with holes: every 41st voxel missing too): "
            + "Dice, HD95, ASSD, NSD, lesions by MetricsReloaded's convention, all labels of a case, volumes in memory, one thread, both on the bounding box of "
            + $"both masks (bench/peers/metrics.py). Medians of {Text(options.Repeat)} rounds; the ratio is that of each case. Largest difference of a figure: "
            + BenchReport.Number(cases.Max(c => Difference(c, theirs)), "0.0e+0") + ".",
            ["", "cases", "MedMim ms a case", "scipy ms a case", "ratio, median", "least", "most"],
            cases.GroupBy(c => c.Set, StringComparer.Ordinal).Select(g => Row(g.Key, [.. g], ours, theirs)));
    }

    private static string[] Row(string set, IReadOnlyList<MaskCase> cases, Dictionary<string, double> ours, List<Peer> theirs)
    {
        var mine = cases.Select(c => ours[c.Name]).ToList();
        var peer = cases.Select(c => theirs.Where(t => t.Name == c.Name).Sum(t => t.Seconds)).ToList();
        var ratios = peer.Zip(mine, (p, m) => p / m).Order().ToList();
        return
        [
            set, Text(cases.Count), Milliseconds(mine), Milliseconds(peer), BenchReport.Number(ratios[ratios.Count / 2], "0.0"),
            BenchReport.Number(ratios[0], "0.0"), BenchReport.Number(ratios[^1], "0.0"),
        ];
    }

    private static List<LabelMetrics> Measure(MaskCase c) =>
    [
        .. c.Labels.Select(l => LabelMeasurement.Measure(c.Reference.Voxels, c.Prediction.Voxels, c.Reference.Geometry, l, new())),
    ];

    private static double Time(MaskCase c, int repeat) => Enumerable.Range(0, repeat).Select(_ =>
    {
        var began = Stopwatch.GetTimestamp();
        Measure(c);
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }).Order().ElementAt(repeat / 2);

    private static double Difference(MaskCase c, List<Peer> theirs) => Measure(c).Max(m =>
    {
        var peer = theirs.First(t => t.Name == c.Name && t.Label == m.Label).Figures;
        double[] mine =
        [
            m.Dice, m.Hd95Mm, m.AssdMm, m.Nsd, m.Lesions.Reference, m.Lesions.Found, m.Lesions.Predicted, m.Lesions.FalsePositives, m.Lesions.Dice ?? 1,
        ];
        return mine.Zip(peer, (a, b) => Math.Abs(a - b)).Max();
    });

    private static string Milliseconds(List<double> seconds) =>
        BenchReport.Number(1000 * seconds.Order().ElementAt(seconds.Count / 2), "0.00");

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record Peer(string Name, byte Label, double[] Figures, double Seconds);
}
