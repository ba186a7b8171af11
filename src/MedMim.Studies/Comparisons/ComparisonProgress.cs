using System.Globalization;
using System.Text.Json;
using MedMim.Studies.Running;

namespace MedMim.Studies.Comparisons;

/// <summary>How far a comparison is.</summary>
/// <param name="Done">Cells that are measured.</param>
/// <param name="Left">Cells that are not.</param>
/// <param name="TimeLeft">
/// An estimate: the mean time of the steps so far, kind by kind, times those that are left; null while a kind that is left was
/// never done.
/// </param>
public sealed record ComparisonProgress(int Done, int Left, TimeSpan? TimeLeft)
{
    private const string CellEnd = "evaluate/";

    /// <summary>Whether a cell is finished with this step.</summary>
    public static bool IsEndOfCell(string step) => step.StartsWith(CellEnd, StringComparison.Ordinal);

    /// <summary>Looks at a run's folder.</summary>
    /// <param name="steps">The names of the comparison's steps.</param>
    /// <param name="run">The folder.</param>
    public static ComparisonProgress Of(IReadOnlyList<string> steps, RunFolder run)
    {
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(run);
        var left = steps.Where(s => !File.Exists(run.Receipt(s))).ToList();
        var cells = steps.Count(IsEndOfCell);
        var cellsLeft = left.Count(IsEndOfCell);
        var seconds = MeanSeconds(run);
        var kinds = left.Select(Kind).Where(k => k != "report").ToList();
        return new(
            cells - cellsLeft, cellsLeft,
            kinds.All(seconds.ContainsKey) ? TimeSpan.FromSeconds(kinds.Sum(k => seconds[k])) : null);
    }

    /// <summary>In words, without the run's name: <c>12 of 45 cells done, 33 left, about 23 min</c>.</summary>
    public override string ToString()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Done} of {Done + Left} cells done, {Left} left");
        return (Left, TimeLeft) switch
        {
            (0, _) => text,
            (_, { } time) => string.Create(CultureInfo.InvariantCulture, $"{text}, about {Math.Max(1, Math.Ceiling(time.TotalMinutes))} min"),
            _ => text + ", time not known yet",
        };
    }

    private static Dictionary<string, double> MeanSeconds(RunFolder run)
    {
        var last = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var line in File.Exists(run.Timings) ? File.ReadLines(run.Timings) : [])
        {
            using var json = JsonDocument.Parse(line);
            last[json.RootElement.GetProperty("step").GetString()!] = json.RootElement.GetProperty("seconds").GetDouble();
        }

        return last.GroupBy(t => Kind(t.Key), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Average(t => t.Value), StringComparer.Ordinal);
    }

    private static string Kind(string step) => step.Split('/')[0];
}
