using System.Text.Json;
using MedMim.Evaluation.Reports.Model;

namespace MedMim.Studies.Reporting;

/// <summary>A training step's loss over time, from its <c>log.jsonl</c>, thinned for a plot.</summary>
internal static class LossCurve
{
    private const int MostPoints = 120;

    /// <summary>
    /// Means over equal stretches of the run, so that the curve shows the trend and not the noise of single batches.
    /// Empty where there is no log.
    /// </summary>
    public static IReadOnlyList<CurvePoint> Read(string folder)
    {
        var path = Path.Combine(folder, "log.jsonl");
        if (!File.Exists(path))
        {
            return [];
        }

        var points = File.ReadLines(path).Select(Parse).OfType<CurvePoint>().ToList();
        var stretch = Math.Max(1, (points.Count + MostPoints - 1) / MostPoints);
        return [.. points.Chunk(stretch).Select(c => new CurvePoint(c[^1].Step, c.Average(p => p.Loss)))];
    }

    private static CurvePoint? Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.TryGetProperty("step", out var step) && json.RootElement.TryGetProperty("loss", out var loss)
            ? new CurvePoint(step.GetInt64(), loss.GetDouble())
            : null;
    }
}
