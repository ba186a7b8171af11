using System.Diagnostics;
using System.Globalization;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Boxes;

namespace MedMim.Bench;

/// <summary>100,000 boxes: suppression and clustering, where they are spread out and where they are heaped up.</summary>
internal static class BoxesBench
{
    private const int Boxes = 100_000;
    private const double Threshold = 0.3;

    private static readonly (string Name, int Centres)[] Scenes =
        [("anywhere", Boxes), ("around 2,000 lesions", 2000), ("around 20 lesions", 20), ("in one place", 1)];

    public static void Run(BenchOptions options, BenchReport report) => report.Table(
        "Boxes: 100,000 in a volume of 512 × 512 × 512",
        "Extents 4 to 40 voxels, IoU 0.3, one label, one thread. Medians of "
        + $"{options.Repeat.ToString(CultureInfo.InvariantCulture)} runs after one that does not count: time, and the processor's time in it, "
        + "which is less where others use the machine.",
        ["", "suppression", "processor", "kept", "clustering", "processor", "clusters"],
        Scenes.Select(scene =>
        {
            var boxes = Make(scene.Centres);
            var (suppression, kept) = Time(() => NonMaximumSuppression.Keep(boxes, Threshold).Count, options.Repeat);
            var (clustering, clusters) = Time(() => BoxClustering.Merge(boxes, Threshold, _ => 8).Count, options.Repeat);
            return (string[])
            [
                scene.Name, Seconds(suppression.Wall), Seconds(suppression.Processor), Count(kept), Seconds(clustering.Wall),
                Seconds(clustering.Processor), Count(clusters),
            ];
        }));

    private static ScoredBox[] Make(int centres)
    {
        var random = new RandomStream(new StreamKey(5, "bench.boxes", Sample: centres));
        var places = Enumerable.Range(0, centres)
            .Select(_ => (random.NextDouble(20, 492), random.NextDouble(20, 492), random.NextDouble(20, 492))).ToArray();
        return
        [
            .. Enumerable.Range(0, Boxes).Select(i =>
            {
                var (z, y, x) = places[i % centres];
                return new ScoredBox(
                    Box3.Around(
                        (z + random.NextDouble(-2, 2), y + random.NextDouble(-2, 2), x + random.NextDouble(-2, 2)),
                        (random.NextDouble(4, 40), random.NextDouble(4, 40), random.NextDouble(4, 40))),
                    random.NextDouble(), 1) { View = i % 8 };
            }),
        ];
    }

    private static ((double Wall, double Processor) Median, int Result) Time(Func<int> work, int repeat)
    {
        var result = work();
        var (walls, processors) = (new double[repeat], new double[repeat]);
        for (var i = 0; i < repeat; i++)
        {
            var (began, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            work();
            walls[i] = Stopwatch.GetElapsedTime(began).TotalSeconds;
            processors[i] = (Environment.CpuUsage.TotalTime - used).TotalSeconds;
        }

        return ((walls.Order().ElementAt(repeat / 2), processors.Order().ElementAt(repeat / 2)), result);
    }

    private static string Seconds(double value) => BenchReport.Number(value, "0.000") + " s";

    private static string Count(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
