namespace MedMim.Evaluation.Metrics;

/// <summary>A metric that is averaged over patients.</summary>
/// <param name="Key">Its name in JSON and Parquet.</param>
/// <param name="Name">Its name for a reader.</param>
/// <param name="Unit">Its unit; empty for a share.</param>
/// <param name="HigherIsBetter">Whether more is better; null where neither is (a signed error).</param>
/// <param name="Decimals">Decimals that a table shows.</param>
/// <param name="Value">Its value in a row; null where it is undefined. May be infinite by some conventions.</param>
public sealed record MetricDefinition(
    string Key, string Name, string Unit, bool? HigherIsBetter, int Decimals, Func<LabelMetrics, double?> Value)
{
    /// <summary>Whether tables show it also where it has no value; the figures of special rules have none without them.</summary>
    public bool IsAlwaysShown { get; init; } = true;

    /// <summary>The Dice coefficient.</summary>
    public static MetricDefinition Dice { get; } = new("dice", "Dice", string.Empty, true, 3, m => Defined(m.Dice));

    /// <summary>Every metric, in the order of the tables.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        Dice,
        new("iou", "IoU", string.Empty, true, 3, m => Defined(m.Iou)),
        new("nsd", "NSD", string.Empty, true, 3, m => Defined(m.Nsd)),
        new("hd95Mm", "HD95", "mm", false, 1, m => Defined(m.Hd95Mm)),
        new("assdMm", "ASSD", "mm", false, 2, m => Defined(m.AssdMm)),
        new("volumeErrorMl", "Volume error", "mL", null, 2, m => m.VolumeErrorMm3 / 1000),
        new("lesionSensitivity", "Lesion sensitivity", string.Empty, true, 3, m => m.Lesions.Sensitivity),
        new("lesionPrecision", "Lesion precision", string.Empty, true, 3, m => m.Lesions.Precision),
        new("lesionF1", "Lesion F1", string.Empty, true, 3, m => m.Lesions.F1),
        new("lesionDice", "Lesion-wise Dice", string.Empty, true, 3, m => m.Lesions.Dice),
        new("lesionHd95Mm", "Lesion-wise HD95", "mm", false, 1, m => m.Lesions.Hd95Mm) { IsAlwaysShown = false },
        new("falsePositives", "False lesions per scan", string.Empty, false, 2, m => m.Lesions.FalsePositives),
    ];
    private static double? Defined(double value) => double.IsNaN(value) ? null : value;
}
