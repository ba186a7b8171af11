using System.Text.Json.Serialization;

namespace MedMim.Evaluation.Metrics;

/// <summary>Lesions of one label in one case, as <see cref="LesionMatching"/> has them.</summary>
/// <param name="Reference">Lesions of the reference.</param>
/// <param name="Found">Reference lesions that a predicted lesion matches.</param>
/// <param name="Predicted">Lesions of the prediction.</param>
/// <param name="FalsePositives">Predicted lesions that match no reference lesion.</param>
public sealed record LesionCounts(int Reference, int Found, int Predicted, int FalsePositives)
{
    /// <summary>Found of all reference lesions; null where the reference has none.</summary>
    public double? Sensitivity => Reference == 0 ? null : (double)Found / Reference;

    /// <summary>True of all predicted lesions; null where nothing was predicted.</summary>
    public double? Precision => Predicted == 0 ? null : (double)(Predicted - FalsePositives) / Predicted;

    /// <summary>2·found / (2·found + missed + false); null where there is nothing to find and nothing false.</summary>
    public double? F1 => Reference + FalsePositives == 0 ? null : 2.0 * Found / (Found + Reference + FalsePositives);

    /// <summary>
    /// Lesion-wise Dice: the sum over reference lesions of their Dice with all that matches them, over the number of reference and
    /// false lesions together (BraTS 2023). Null where there is neither; 1 there by BraTS's rules.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Dice { get; init; }

    /// <summary>Lesion-wise HD95 in mm, likewise, by BraTS's rules (374 for a missed or false lesion); null by all others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Hd95Mm { get; init; }
}
