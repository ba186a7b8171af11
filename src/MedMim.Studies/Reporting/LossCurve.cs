using MedMim.Evaluation.Reports.Model;
using MedMim.Training.Logs;

namespace MedMim.Studies.Reporting;

/// <summary>A training step's loss over time, thinned for a plot.</summary>
internal static class LossCurve
{
    private const int MostPoints = 120;

    /// <summary>
    /// Means over equal stretches of the run, so that the curve shows the trend and not the noise of single batches.
    /// Empty where there is no log.
    /// </summary>
    public static IReadOnlyList<CurvePoint> Read(string folder)
    {
        var losses = LossLog.Read(folder);
        var stretch = Math.Max(1, (losses.Count + MostPoints - 1) / MostPoints);
        return [.. losses.Chunk(stretch).Select(c => new CurvePoint(c[^1].Step, c.Average(p => p.Loss)))];
    }
}
