namespace MedMim.Evaluation.Metrics;

/// <summary>When a predicted lesion and a reference lesion are the same. One may match several of the other.</summary>
public enum LesionMatching
{
    /// <summary>They share at least one voxel.</summary>
    AnyOverlap,

    /// <summary>Their intersection over union reaches <see cref="MetricOptions.LesionIou"/>.</summary>
    Iou,
}
