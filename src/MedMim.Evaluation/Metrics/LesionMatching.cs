namespace MedMim.Evaluation.Metrics;

/// <summary>
/// What a lesion is, and when a predicted and a reference lesion are the same. Lesions are 26-connected components. One may match
/// several of the other.
/// </summary>
/// <remarks>
/// BraTS 2023: reference lesions that touch after dilation (18 neighbours) are one, a predicted lesion matches those whose dilation
/// it meets, small reference lesions do not count (a prediction that matches one is not false either), and no predicted lesion is
/// too small to be false. A lesion that was missed, or a false one, costs an HD95 of 374 mm; HD95 is that of
/// <see cref="MetricConvention.DeepMind"/>.
/// </remarks>
public enum LesionMatching
{
    /// <summary>They share at least one voxel.</summary>
    AnyOverlap,

    /// <summary>Their intersection over union reaches <see cref="MetricOptions.LesionIou"/>.</summary>
    Iou,

    /// <summary>BraTS 2023 for adult, African and paediatric glioma: three dilations, reference lesions above 50 mm³.</summary>
    BratsGlioma,

    /// <summary>BraTS 2023 for meningioma: one dilation, reference lesions above 50 mm³.</summary>
    BratsMeningioma,

    /// <summary>BraTS 2023 for metastases: one dilation, reference lesions above 2 mm³.</summary>
    BratsMetastasis,
}
