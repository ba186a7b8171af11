namespace MedMim.Evaluation.Metrics;

/// <summary>Lesions of one label in one case. A lesion is a 26-connected component.</summary>
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
}
