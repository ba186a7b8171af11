using System.Globalization;
using System.Text;
using MedMim.Studies.Protocols;
using MedMim.Studies.Protocols.Sections;
using MedMim.Studies.Running;

namespace MedMim.Studies.Comparisons;

/// <summary>A table of a comparison's cells, for a terminal of 80 columns.</summary>
internal static class ComparisonTable
{
    private const int Width = 80;
    private const int LongestArm = 20;

    /// <summary>How far the comparison is, and a row an arm and round.</summary>
    public static string Of(StudyProtocol protocol, RunFolder run)
    {
        var text = new StringBuilder().Append(ComparisonProgress.Of(ComparisonPlan.NamesOf(protocol, run), run)).Append('\n');
        Table(text, protocol, run);
        return text.ToString();
    }

    private static void Table(StringBuilder text, StudyProtocol protocol, RunFolder run)
    {
        var grid = new ComparisonGrid(protocol);
        var counts = protocol.Comparison!.Labelled;
        List<string[]> rows = [["arm", "seed", "fold", "pretrain", .. counts.Select(c => c.ToString())]];
        foreach (var round in grid.Rounds)
        {
            rows.AddRange(grid.Arms.Select(arm => Row(grid, run, arm, round, counts, s => s.ToWord())));
        }

        if (Widths(rows).Sum(w => w + 2) - 2 > Width)
        {
            text.Append("x done, > begun, . waiting\n");
            rows.RemoveRange(1, rows.Count - 1);
            rows.AddRange(grid.Rounds.SelectMany(round => grid.Arms.Select(arm => Row(grid, run, arm, round, counts, Mark))));
        }

        var widths = Widths(rows);
        foreach (var row in rows)
        {
            text.Append(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd()).Append('\n');
        }
    }

    private static string[] Row(
        ComparisonGrid grid, RunFolder run, string arm, ComparisonRound round, IReadOnlyList<LabelledCount> counts, Func<StepState, string> word) =>
    [
        arm.Length > LongestArm ? arm[..(LongestArm - 1)] + "…" : arm,
        round.Seed.ToString(CultureInfo.InvariantCulture),
        round.Fold.ToString(CultureInfo.InvariantCulture),
        grid.IsScratch(arm) ? "none" : word(State(run, $"pretrain/{arm}/{round.Key}", run.PretrainingOf(arm, round.Key))),
        .. counts.Select(c => new ComparisonCell(arm, c, round).Key).Select(k => word(State(run, $"evaluate/{k}", run.FineTuning(k)))),
    ];

    private static StepState State(RunFolder run, string step, string folder) =>
        File.Exists(run.Receipt(step)) ? StepState.Done : Directory.Exists(folder) ? StepState.Begun : StepState.Waiting;

    private static string Mark(StepState state) => state switch
    {
        StepState.Done => "x",
        StepState.Begun => ">",
        _ => ".",
    };

    private static int[] Widths(List<string[]> rows) => [.. Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(r => r[i].Length))];
}
