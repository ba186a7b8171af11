using System.Globalization;

namespace MedMim.Bench;

/// <summary>The transformer: what dropping masked tokens saves of the forward pass, and where the time of a step goes.</summary>
internal static class PrimusBench
{
    private const int Threads = 2;
    private const string OperatorField = "operator";
    private static readonly string[] Fields =
        ["kept tokens", "samples/s", "step", "of which", "peak memory", "work", "matmul ceiling", "share of it"];

    // Encoder, patch, batch, steps.
    private static readonly (string Encoder, int Patch, int Batch, int Steps)[] Models =
        [("primus-tiny", 64, 2, 9), ("primus-s", 96, 1, 9)];

    public static void Run(BenchOptions options, BenchReport report)
    {
        var medmim = options.Medmim;
        var runs = Models.Select(m => (Name: $"{m.Encoder}, {m.Batch} × {m.Patch}³", Lines: Measure(medmim, m))).ToList();
        report.Table(
            "Primus: dropping masked tokens, and where a step's time goes",
            $"`medmim bench pretrain`, {Threads} threads, float32. Kept tokens: the encoder's forward pass on a quarter of the tokens beside that on "
            + "all, in turn in one run, medians. Shares are of the steps' time.",
            ["", .. runs.Select(r => r.Name)],
            [
                .. Fields.Select(field => (string[])[field, .. runs.Select(r => Value(r.Lines, field))]),
            ]);
        foreach (var (name, lines) in runs)
        {
            report.Table(
                $"Operators: {name}",
                "Share of the time within libtorch's operators, each without those it calls, over three recorded steps.",
                ["operator", "share"],
                lines.Where(l => l.StartsWith(OperatorField, StringComparison.Ordinal))
                    .Select(l => l[OperatorField.Length..].Trim().Split("  ", 2))
                    .Select(p => (string[])[p[1], p[0]]));
        }
    }

    private static IReadOnlyList<string> Measure(string medmim, (string Encoder, int Patch, int Batch, int Steps) model)
    {
        var edge = Text(model.Patch);
        return Command.Lines(
            medmim, Threads, "bench", "pretrain", "--quiet", "--device", "cpu", "--operators", "--encoder", model.Encoder, "--patch", $"{edge},{edge},{edge}",
            "--batch", Text(model.Batch), "--steps", Text(model.Steps), "--warmup", "2");
    }

    private static string Value(IReadOnlyList<string> lines, string field) =>
        lines.First(l => l.StartsWith(field + " ", StringComparison.Ordinal))[field.Length..].Trim();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
