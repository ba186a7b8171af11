using System.Globalization;
using System.Text.Json;

namespace MedMim.Bench;

/// <summary>On a GPU: pretraining steps and predictions beside the same networks in PyTorch, in one run on one libtorch.</summary>
internal static class GpuBench
{
    // Encoder, patch, batch, precision.
    private static readonly (string Encoder, int Patch, int Batch, string Precision)[] Steps =
    [
        ("resenc-tiny", 64, 2, "bf16"), ("resenc-s", 96, 4, "bf16"), ("resenc-l", 96, 2, "fp32"), ("resenc-l", 96, 2, "bf16"), ("resenc-l", 160, 2, "bf16"),
    ];

    private static readonly (string Encoder, int Patch, int Batch, string Precision)[] Transformers = [("primus-s", 96, 4, "bf16"), ("primus-m", 160, 2, "bf16")];

    // Encoder, edge of the scan, of the windows, classes.
    private static readonly (string Encoder, int Size, int Patch, int Classes)[] Scans = [("resenc-s", 256, 96, 2), ("resenc-l", 256, 128, 2), ("resenc-s", 256, 96, 25)];

    public static void Run(BenchOptions options, BenchReport report)
    {
        report.Table(
            "A pretraining step beside PyTorch, on a GPU",
            $"One round each in turn, {options.Repeat} rounds, medians. MedMim's steps are a study's, with their data, and repeatable (cuDNN adds in a fixed "
            + "order); the peer (bench/peers/pretrain.py) makes its data between the steps, whose time does not count, and is not; `benchmark`: with "
            + "`torch.backends.cudnn.benchmark`. fp32: convolutions in TF32, as PyTorch has them. The ratio is the speed over plain PyTorch's.",
            ["", "samples/s", "ratio", "ms a step", "GPU MiB", "data wait", "of the bf16 ceiling"],
            Steps.SelectMany(m => Sides(options, m)));
        report.Table(
            "Transformers on a GPU",
            "`medmim bench pretrain`, three quarters of the tokens hidden and dropped.",
            ["", "samples/s", "ms a step", "GPU MiB", "data wait", "of the bf16 ceiling", "kept tokens"],
            Transformers.Select(m => Ours(options, m)).Select(o => (string[])[o.Name, Number(o.Samples), Number(o.Milliseconds), Number(o.Memory), o.Wait, o.Ceiling, o.Kept]));
        report.Table(
            "Prediction beside PyTorch, on a GPU",
            "Windows at half steps, 4 at once, bfloat16; seconds of one scan, labels at the end. The peer (bench/peers/predict.py) sums on the GPU.",
            ["", "MedMim s", "PyTorch s", "ratio", "MedMim, host MiB"],
            Scans.Select(s => Scan(options, s)));
    }

    private static IEnumerable<string[]> Sides(BenchOptions options, (string Encoder, int Patch, int Batch, string Precision) model)
    {
        var rounds = Enumerable.Range(0, options.Repeat)
            .Select(_ => (Ours: Ours(options, model), Plain: Peer(options, model), Tuned: Peer(options, model, "--benchmark"))).ToList();
        var plain = Median(rounds.Select(r => r.Plain.Samples));
        var ours = rounds[0].Ours;
        yield return [$"{ours.Name}, MedMim", .. Figures(rounds.ConvertAll(r => r.Ours)), ours.Wait, ours.Ceiling];
        yield return [$"{ours.Name}, PyTorch {rounds[0].Plain.Kept}", .. Figures(rounds.ConvertAll(r => r.Plain)), string.Empty, string.Empty];
        yield return [$"{ours.Name}, PyTorch, benchmark", .. Figures(rounds.ConvertAll(r => r.Tuned)), string.Empty, string.Empty];

        string[] Figures(List<Side> sides) =>
        [
            Number(Median(sides.Select(s => s.Samples))), BenchReport.Number(Median(sides.Select(s => s.Samples)) / plain, "0.00"),
            Number(Median(sides.Select(s => s.Milliseconds))), Number(sides.Max(s => s.Memory)),
        ];
    }

    private static Side Ours(BenchOptions options, (string Encoder, int Patch, int Batch, string Precision) model)
    {
        var edge = Text(model.Patch);
        var lines = Command.Lines(
            options.Medmim, Environment.ProcessorCount, "bench", "pretrain", "--quiet", "--device", "cuda", "--encoder", model.Encoder, "--patch",
            $"{edge},{edge},{edge}", "--batch", Text(model.Batch), "--precision", model.Precision, "--steps", "15", "--warmup", "5");
        string Value(string field) => lines.FirstOrDefault(l => l.StartsWith(field, StringComparison.Ordinal))?[field.Length..].Trim() ?? string.Empty;
        double First(string field) => double.Parse(Value(field).Split(' ')[0], CultureInfo.InvariantCulture);
        return new(
            $"{model.Encoder}, {model.Batch} × {model.Patch}³, {model.Precision}", First("samples/s"), First("step"), First("peak memory"),
            Value("data wait").Replace(" of the time", string.Empty, StringComparison.Ordinal), Value("share of it"), Value("kept tokens").Split(';')[0]);
    }

    private static Side Peer(BenchOptions options, (string Encoder, int Patch, int Batch, string Precision) model, params string[] more)
    {
        var edge = Text(model.Patch);
        using var json = Python(
            options, "pretrain.py",
            [
                "--device", "cuda", "--encoder", model.Encoder, "--patch", edge, edge, edge, "--batch", Text(model.Batch), "--precision", model.Precision, "--steps", "15",
                "--warmup", "5", .. more,
            ]);
        var root = json.RootElement;
        return new(
            string.Empty, root.GetProperty("samples_per_second").GetDouble(), 1000 * root.GetProperty("seconds").GetDouble(),
            root.GetProperty("device_peak_mib").GetDouble(), string.Empty, string.Empty, root.GetProperty("torch").GetString()!);
    }

    private static string[] Scan(BenchOptions options, (string Encoder, int Size, int Patch, int Classes) scan)
    {
        var (size, edge) = (Text(scan.Size), Text(scan.Patch));
        var lines = Command.Lines(
            options.Medmim, Environment.ProcessorCount, "bench", "predict", "--quiet", "--device", "cuda", "--encoder", scan.Encoder, "--size",
            $"{size},{size},{size}", "--patch", $"{edge},{edge},{edge}", "--classes", Text(scan.Classes), "--precision", "bf16");
        double Value(string field) => double.Parse(lines.First(l => l.StartsWith(field, StringComparison.Ordinal))[field.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
        using var json = Python(
            options, "predict.py",
            [
                "--device", "cuda", "--precision", "bf16", "--encoder", scan.Encoder, "--size", size, size, size, "--patch", edge, edge, edge, "--classes", Text(scan.Classes),
            ]);
        var (ours, theirs) = (Value("predict"), json.RootElement.GetProperty("seconds").GetDouble());
        return
        [
            $"{scan.Encoder}, {scan.Size}³, windows {scan.Patch}³, {scan.Classes} classes", BenchReport.Number(ours, "0.00"), BenchReport.Number(theirs, "0.00"),
            BenchReport.Number(theirs / ours, "0.00"), Number(Value("predicting")),
        ];
    }

    private static JsonDocument Python(BenchOptions options, string peer, string[] arguments) => JsonDocument.Parse(Command.Lines(
        options.Python, Environment.ProcessorCount, [Path.Combine(options.Root, "bench", "peers", peer), .. arguments])[^1]);

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    private static string Number(double value) => BenchReport.Number(value, value < 100 ? "0.0" : "0");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Side(string Name, double Samples, double Milliseconds, double Memory, string Wait, string Ceiling, string Kept);
}
