using System.Text.Json.Serialization;
using MedMim.Evaluation.Metrics;
using Parquet.Serialization.Attributes;

namespace MedMim.Evaluation.Reports.Output;

/// <summary>A row of <c>metrics.parquet</c>: one label of one case in one arm, and in one cell of a comparison where there is one.
/// Undefined values are null or, of masks' figures, no number.</summary>
internal sealed class MetricRow
{
    [JsonPropertyName("case_id"), ParquetRequired] public string CaseId { get; set; } = string.Empty;

    [JsonPropertyName("patient"), ParquetRequired] public string Patient { get; set; } = string.Empty;

    [JsonPropertyName("arm"), ParquetRequired] public string Arm { get; set; } = string.Empty;

    [JsonPropertyName("labelled")] public string? Labelled { get; set; }

    [JsonPropertyName("seed")] public long? Seed { get; set; }

    [JsonPropertyName("fold")] public int? Fold { get; set; }

    [JsonPropertyName("label")] public int Label { get; set; }

    [JsonPropertyName("empty"), ParquetRequired] public string Empty { get; set; } = string.Empty;

    [JsonPropertyName("dice")] public double Dice { get; set; }

    [JsonPropertyName("iou")] public double Iou { get; set; }

    [JsonPropertyName("nsd")] public double Nsd { get; set; }

    [JsonPropertyName("hd95_mm")] public double Hd95Mm { get; set; }

    [JsonPropertyName("assd_mm")] public double AssdMm { get; set; }

    [JsonPropertyName("reference_volume_mm3")] public double ReferenceVolumeMm3 { get; set; }

    [JsonPropertyName("prediction_volume_mm3")] public double PredictionVolumeMm3 { get; set; }

    [JsonPropertyName("volume_error_mm3")] public double VolumeErrorMm3 { get; set; }

    [JsonPropertyName("relative_volume_error")] public double? RelativeVolumeError { get; set; }

    [JsonPropertyName("lesions_reference")] public int LesionsReference { get; set; }

    [JsonPropertyName("lesions_found")] public int LesionsFound { get; set; }

    [JsonPropertyName("lesions_predicted")] public int LesionsPredicted { get; set; }

    [JsonPropertyName("lesions_false_positive")] public int LesionsFalsePositive { get; set; }

    [JsonPropertyName("lesion_sensitivity")] public double? LesionSensitivity { get; set; }

    [JsonPropertyName("lesion_precision")] public double? LesionPrecision { get; set; }

    [JsonPropertyName("lesion_f1")] public double? LesionF1 { get; set; }

    [JsonPropertyName("lesion_dice")] public double? LesionDice { get; set; }

    [JsonPropertyName("lesion_hd95_mm")] public double? LesionHd95Mm { get; set; }

    public static IEnumerable<MetricRow> From(CaseMetrics c) => c.Labels.Select(m => new MetricRow
    {
        CaseId = c.CaseId,
        Patient = c.Patient,
        Arm = c.Arm,
        Labelled = c.Cell?.Labelled,
        Seed = (long?)c.Cell?.Seed,
        Fold = c.Cell?.Fold,
        Label = m.Label,
        Empty = m.Empty.ToString().ToLowerInvariant(),
        Dice = m.Dice,
        Iou = m.Iou,
        Nsd = m.Nsd,
        Hd95Mm = m.Hd95Mm,
        AssdMm = m.AssdMm,
        ReferenceVolumeMm3 = m.ReferenceVolumeMm3,
        PredictionVolumeMm3 = m.PredictionVolumeMm3,
        VolumeErrorMm3 = m.VolumeErrorMm3,
        RelativeVolumeError = m.RelativeVolumeError,
        LesionsReference = m.Lesions.Reference,
        LesionsFound = m.Lesions.Found,
        LesionsPredicted = m.Lesions.Predicted,
        LesionsFalsePositive = m.Lesions.FalsePositives,
        LesionSensitivity = m.Lesions.Sensitivity,
        LesionPrecision = m.Lesions.Precision,
        LesionF1 = m.Lesions.F1,
        LesionDice = m.Lesions.Dice,
        LesionHd95Mm = m.Lesions.Hd95Mm,
    });
}
