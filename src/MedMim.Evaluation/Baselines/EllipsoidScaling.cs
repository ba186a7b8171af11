namespace MedMim.Evaluation.Baselines;

/// <summary>How large the ellipsoid of <see cref="EllipsoidBaseline"/> is in an image.</summary>
public enum EllipsoidScaling
{
    /// <summary>As long along each array axis as the training cases' targets are on average, in mm.</summary>
    MeanExtent = 0,

    /// <summary>
    /// As large a share of the image's length along each array axis as in the training cases on average. The strongest
    /// where images were cut around the target, since then the size of the image gives away the size of the target.
    /// </summary>
    ShareOfImage = 1,

    /// <summary>What remains of the image after 50 mm were taken off each side; nothing where less than 100 mm are left.</summary>
    FixedMargin = 2,
}
