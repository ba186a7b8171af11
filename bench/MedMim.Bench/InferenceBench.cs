using System.Globalization;
using System.Text.Json;

namespace MedMim.Bench;

/// <summary>Prediction of a whole scan: throughput beside a plain sliding window in PyTorch, and memory beyond the model.</summary>
internal static class InferenceBench
{
    private const int Threads = 2;

    // Where the numbers stand in a line such as "1 MiB (anonymous 2, files 3)".
    private static readonly int[] MemoryWords = [0, 3, 5];

    // Name, encoder, scan, window, classes.
    private static readonly (string Name, string Encoder, int[] Size, int[] Patch, int Classes)[] Runs =
    [
        ("resenc-tiny, 2 classes", "resenc-tiny", [128, 128, 128], [64, 64, 64], 2),
        ("resenc-tiny, 25 classes", "resenc-tiny", [128, 128, 128], [64, 64, 64], 25),
    ];

    // A whole body, and the windows that 25 classes of it are usually predicted with.
    private static readonly (string Name, string Encoder, string Patch, string Spacing)[] Large =
    [
        ("windows 40×128×128, scan's own grid", "conv", "40,128,128", "1"),
        ("windows 64×128×128, scan's own grid", "conv", "64,128,128", "1"),
        ("windows 40×128×128, prepared at 1.25 mm", "conv", "40,128,128", "1.25"),
    ];

    public static void Run(BenchOptions options, BenchReport report)
    {
        var medmim = options.Medmim;
        report.Table(
            "Prediction beside PyTorch",
            $"A scan of 128³, windows of 64³ at half steps, 4 at once, {Threads} threads, float32; one round each in turn, {options.Repeat} rounds, "
            + "median and range. MedMim reads the prepared scan from a file and ends with labels on the scan's grid; the peer "
            + "(bench/peers/predict.py) has its volume ready and ends with classes.",
            ["", "voxels/s", "range", "ratio", "CPU s", "ratio", "peak MiB"],
            Runs.SelectMany(r => Sides(options, medmim, r)));
        report.Table(
            "Memory of a scan of 1000×512×512 and 25 classes",
            "`medmim bench predict --size 1000,512,512 --classes 25`, a single convolution as the network, so that all but the network is "
            + "measured. MiB beyond what is resident once the model is loaded; all: the kernel's own peak (VmHWM); anonymous memory and "
            + "mapped files: the largest of samples every 5 ms.",
            ["", "preparing: all", "anonymous", "files", "predicting: all", "anonymous", "files", "prepare s", "predict s", "voxels/s"],
            Large.Select(l => Memory(medmim, l)));
    }

    private static IEnumerable<string[]> Sides(
        BenchOptions options, string medmim, (string Name, string Encoder, int[] Size, int[] Patch, int Classes) run)
    {
        var (ours, theirs) = (new List<Side>(), new List<Side>());
        for (var round = 0; round < options.Repeat; round++)
        {
            ours.Add(Ours(medmim, run.Encoder, run.Size, run.Patch, run.Classes));
            theirs.Add(Theirs(options, run.Encoder, run.Size, run.Patch, run.Classes));
        }

        yield return Row($"{run.Name}, MedMim", ours, Median(ours, s => s.Voxels) / Median(theirs, s => s.Voxels), Median(theirs, s => s.CpuSeconds) / Median(ours, s => s.CpuSeconds));
        yield return Row($"{run.Name}, PyTorch {theirs[0].Version}", theirs, 1, 1);
    }

    private static Side Ours(string medmim, string encoder, int[] size, int[] patch, int classes)
    {
        var lines = Command.Lines(
            medmim, Threads, "bench", "predict", "--quiet", "--device", "cpu", "--encoder", encoder, "--size", string.Join(',', size),
            "--patch", string.Join(',', patch), "--classes", Text(classes));
        return new(
            Number(lines, "voxels/s", 0), Number(lines, "processor time", 0), Number(lines, "with the model", 0) + Number(lines, "predicting", 0), string.Empty);
    }

    private static Side Theirs(BenchOptions options, string encoder, int[] size, int[] patch, int classes)
    {
        string[] arguments =
        [
            Path.Combine(options.Root, "bench", "peers", "predict.py"), "--encoder", encoder, "--size", .. size.Select(Text), "--patch",
            .. patch.Select(Text), "--classes", Text(classes),
        ];
        using var json = JsonDocument.Parse(Command.Lines(options.Python, Threads, arguments)[^1]);
        var root = json.RootElement;
        return new(
            root.GetProperty("voxels_per_second").GetDouble(), root.GetProperty("cpu_seconds").GetDouble(),
            root.GetProperty("peak_mib").GetDouble(), root.GetProperty("torch").GetString()!);
    }

    private static string[] Memory(string medmim, (string Name, string Encoder, string Patch, string Spacing) run)
    {
        var lines = Command.Lines(
            medmim, Threads, "bench", "predict", "--quiet", "--device", "cpu", "--encoder", run.Encoder, "--size", "1000,512,512",
            "--classes", "25", "--patch", run.Patch, "--spacing", run.Spacing, "--batch", "1");
        return
        [
            run.Name, .. Parts(lines, "preparing"), .. Parts(lines, "predicting"), BenchReport.Number(Number(lines, "prepare ", 0), "0"),
            BenchReport.Number(Number(lines, "predict ", 0), "0"), BenchReport.Number(Number(lines, "voxels/s", 0), "0"),
        ];
    }

    private static IEnumerable<string> Parts(IReadOnlyList<string> lines, string field) =>
        MemoryWords.Select(i => BenchReport.Number(Number(lines, field, i), "0"));

    private static double Number(IReadOnlyList<string> lines, string field, int word) => double.Parse(
        lines.First(l => l.StartsWith(field, StringComparison.Ordinal))[field.Length..].Trim().Split(' ')[word].Trim('(', ')', ','),
        CultureInfo.InvariantCulture);

    private static string[] Row(string name, List<Side> rounds, double ratio, double cpuRatio) =>
    [
        name, BenchReport.Number(Median(rounds, s => s.Voxels), "0"),
        BenchReport.Number(rounds.Min(r => r.Voxels), "0") + " to " + BenchReport.Number(rounds.Max(r => r.Voxels), "0"),
        BenchReport.Number(ratio, "0.00"), BenchReport.Number(Median(rounds, s => s.CpuSeconds), "0.0"), BenchReport.Number(cpuRatio, "0.00"),
        BenchReport.Number(rounds.Max(r => r.PeakMiB), "0"),
    ];

    private static double Median(List<Side> rounds, Func<Side, double> value) => rounds.Select(value).Order().ElementAt(rounds.Count / 2);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Side(double Voxels, double CpuSeconds, double PeakMiB, string Version);
}
