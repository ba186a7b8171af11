using System.Globalization;
using System.Text;
using MedMim.Foundation.Failures;
using MedMim.Studies.Protocols;
using MedMim.Studies.Protocols.Sections;
using MedMim.Studies.Running;

namespace MedMim.Studies.Comparisons;

/// <summary>A table of a comparison's cells, for a terminal of 80 columns.</summary>
public static class StudyStatus
{
    private const int Width = 80;
    private const int LongestArm = 20;

    /// <summary>Reads a run's folder, also while another process works on it.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="InputException">It is no run, or its study has no comparison.</exception>
    public static string Describe(string folder)
    {
        var run = new RunFolder(folder);
        if (!File.Exists(run.Protocol))
        {
            throw new InputException(folder, "is no run's folder: there is no protocol.yaml", "Name a folder that medmim run made.");
        }

        var protocol = ProtocolFile.Load(run.Protocol);
        if (protocol.Comparison is null)
        {
            throw new InputException(folder, "is of a study without a comparison", "Name a run of a protocol with a section comparison.");
        }

        var progress = ComparisonProgress.Of(ComparisonPlan.NamesOf(protocol, run), run);
        var text = new StringBuilder().Append(progress).Append('\n');
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
            rows.AddRange(grid.Arms.Select(arm => Row(grid, run, arm, round, counts, Word)));
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
        ComparisonGrid grid, RunFolder run, string arm, ComparisonRound round, IReadOnlyList<LabelledCount> counts, Func<CellState, string> word) =>
    [
        arm.Length > LongestArm ? arm[..(LongestArm - 1)] + "…" : arm,
        round.Seed.ToString(CultureInfo.InvariantCulture),
        round.Fold.ToString(CultureInfo.InvariantCulture),
        grid.IsScratch(arm) ? "none" : word(State(run, $"pretrain/{arm}/{round.Key}", run.PretrainingOf(arm, round.Key))),
        .. counts.Select(c => new ComparisonCell(arm, c, round).Key).Select(k => word(State(run, $"evaluate/{k}", run.FineTuning(k)))),
    ];

    private static CellState State(RunFolder run, string step, string folder) =>
        File.Exists(run.Receipt(step)) ? CellState.Done : Directory.Exists(folder) ? CellState.Begun : CellState.Waiting;

    private static string Word(CellState state) => state.ToString().ToLowerInvariant();

    private static string Mark(CellState state) => state switch
    {
        CellState.Done => "x",
        CellState.Begun => ">",
        _ => ".",
    };

    private static int[] Widths(List<string[]> rows) => [.. Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(r => r[i].Length))];
}
