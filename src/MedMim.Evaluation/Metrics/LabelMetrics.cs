using System.Text.Json.Serialization;

namespace MedMim.Evaluation.Metrics;

/// <summary>How well one label of one case was predicted.</summary>
public sealed record LabelMetrics
{
    /// <summary>The label value, 1 to 255.</summary>
    public required byte Label { get; init; }

    /// <summary>Which masks were empty, so that a convention stands in for a measurement.</summary>
    public required EmptyMasks Empty { get; init; }

    /// <summary>
    /// 2·|A∩B| / (|A|+|B|), 0 to 1. With empty masks as <see cref="MetricConvention"/> says; NaN where it is undefined.
    /// </summary>
    public required double Dice { get; init; }

    /// <summary>|A∩B| / |A∪B|, 0 to 1, which is Dice / (2 − Dice); undefined where Dice is.</summary>
    public double Iou => Dice / (2 - Dice);

    /// <summary>
    /// 95th percentile of the surface distances in mm, the larger of both directions. What surfaces, percentiles and empty masks
    /// are: <see cref="MetricConvention"/>. May be infinite; NaN where it is undefined.
    /// </summary>
    public required double Hd95Mm { get; init; }

    /// <summary>
    /// Average symmetric surface distance in mm, as <see cref="MetricConvention"/> says. May be infinite; NaN where undefined.
    /// </summary>
    public required double AssdMm { get; init; }

    /// <summary>
    /// Normalised surface Dice at τ, 0 to 1: the share of both surfaces within τ of the other (Nikolov et al., JMIR 23(7), 2021),
    /// as <see cref="MetricConvention"/> says; NaN where it is undefined.
    /// </summary>
    public required double Nsd { get; init; }

    /// <summary>Volume of the reference, mm³.</summary>
    public required double ReferenceVolumeMm3 { get; init; }

    /// <summary>Volume of the prediction, mm³.</summary>
    public required double PredictionVolumeMm3 { get; init; }

    /// <summary>Prediction minus reference, mm³: positive where too much was drawn.</summary>
    public double VolumeErrorMm3 => PredictionVolumeMm3 - ReferenceVolumeMm3;

    /// <summary>The volume error as a share of the reference's volume; null where the reference is empty.</summary>
    public double? RelativeVolumeError => ReferenceVolumeMm3 > 0 ? VolumeErrorMm3 / ReferenceVolumeMm3 : null;

    /// <summary>The voxels, right and wrong; null in measurements of an earlier version.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VoxelCounts? Voxels { get; init; }

    /// <summary>The lesion-wise counts.</summary>
    public required LesionCounts Lesions { get; init; }
}
