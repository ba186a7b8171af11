using System.Globalization;
using MedMim.Evaluation.Metrics;
using MedMim.Evaluation.Reports.Model;
using MedMim.Imaging.Rendering;

namespace MedMim.Evaluation.Galleries;

/// <summary>Chooses the best, the median and the three worst cases of an arm, and draws them.</summary>
public static class Gallery
{
    /// <summary>
    /// By mean Dice over labels; of an even number the lower of the two middle cases is the median. Equal values are told
    /// apart by their case ids, so the choice is the same every time. Fewer than five cases give fewer pictures; cases without a defined Dice none.
    /// </summary>
    public static IReadOnlyList<(string Rank, CaseMetrics Case, double Dice)> Choose(
        IEnumerable<CaseMetrics> cases, string arm)
    {
        var ordered = cases.Where(c => c.Arm == arm && c.Labels.Count > 0)
            .Select(c => (Case: c, Dice: c.Labels.Average(MetricDefinition.Dice.Value) ?? double.NaN))
            .Where(c => !double.IsNaN(c.Dice))
            .OrderBy(c => c.Dice).ThenBy(c => c.Case.CaseId, StringComparer.Ordinal).ToList();
        var last = ordered.Count - 1;
        return [.. new[] { ("best", last), ("median", last / 2), ("worst", 0), ("second worst", 1), ("third worst", 2) }
            .Where(choice => choice.Item2 >= 0 && choice.Item2 < ordered.Count)
            .DistinctBy(choice => choice.Item2)
            .Select(choice => (choice.Item1, ordered[choice.Item2].Case, ordered[choice.Item2].Dice))];
    }

    /// <summary>Chooses, draws, and cuts out what the viewer shows.</summary>
    /// <param name="cases">Results of all arms.</param>
    /// <param name="arm">The arm to show.</param>
    /// <param name="load">Loads the volumes of a chosen case.</param>
    public static IReadOnlyList<OverlayRecord> Draw(
        IEnumerable<CaseMetrics> cases, string arm, Func<CaseMetrics, GalleryVolumes> load)
    {
        ArgumentNullException.ThrowIfNull(load);
        return [.. Choose(cases, arm).Select(choice =>
        {
            var volumes = load(choice.Case);
            var field = FieldOfView.Around(volumes.Reference, volumes.Prediction);
            var picture = OverlayPicture.Draw(volumes.Scan, volumes.Reference, volumes.Prediction, field);
            var caption = string.Create(
                CultureInfo.InvariantCulture,
                $"Slice {field.Slice + 1} of {volumes.Scan.Geometry.Size.Z}, {field.SideMm:F0} mm wide.");
            return new OverlayRecord(
                choice.Rank, choice.Case.CaseId, choice.Case.Patient, arm, choice.Dice, PngFile.Encode(picture), caption)
            {
                Viewer = ViewerVolumes.Of(volumes, field),
            };
        })];
    }
}
