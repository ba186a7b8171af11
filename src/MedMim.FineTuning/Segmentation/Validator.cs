using MedMim.FineTuning.Inference;
using MedMim.FineTuning.Losses;
using MedMim.Models.Networks;

namespace MedMim.FineTuning.Segmentation;

/// <summary>
/// Dice on the validation cases, whole volumes, on the prepared grid: to watch a training run, not to report.
/// </summary>
internal static class Validator
{
    /// <summary>
    /// For each class <c>dice_VALUE</c>, the mean over the cases that hold the class in label or prediction, and
    /// <c>dice</c>, the mean over classes. NaN (null in the log) where no case holds it. Voxels labelled 255 do not count.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, double>> Dice(
        VolumeNetwork network, SegmenterOptions options, SegmentationCases cases)
    {
        var labels = new LabelMap(options.Labels);
        var window = new SlidingWindow(
            network, options.PatchSize, new() { BatchSize = options.BatchSize, Precision = options.Training.Precision });
        var scores = options.Labels.Select(_ => new List<double>()).ToList();
        foreach (var id in cases.Validation)
        {
            var predicted = window.Classes(cases.Source.Load(id));
            var truth = labels.ToClasses(SegmentationCases.LabelOf(cases.Source, id));
            for (var i = 0; i < scores.Count; i++)
            {
                if (Dice(predicted, truth, (byte)(i + 1)) is { } dice)
                {
                    scores[i].Add(dice);
                }
            }
        }

        var means = scores.Select(s => s.Count > 0 ? s.Average() : double.NaN).ToList();
        return
        [
            new("dice", Round(means.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average())),
            .. options.Labels.Zip(means, (l, m) => KeyValuePair.Create($"dice_{l.Value}", Round(m))),
        ];
    }

    /// <summary>Dice of one class; null where it is in neither.</summary>
    internal static double? Dice(byte[] predicted, byte[] truth, byte value)
    {
        long overlap = 0, total = 0;
        for (var i = 0; i < truth.Length; i++)
        {
            if (truth[i] == DiceCrossEntropyLoss.Ignored)
            {
                continue;
            }

            var p = predicted[i] == value;
            var g = truth[i] == value;
            overlap += p && g ? 1 : 0;
            total += (p ? 1 : 0) + (g ? 1 : 0);
        }

        return total == 0 ? null : 2.0 * overlap / total;
    }

    private static double Round(double value) => Math.Round(value, 6);
}
