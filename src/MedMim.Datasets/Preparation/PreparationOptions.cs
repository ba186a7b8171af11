namespace MedMim.Datasets.Preparation;

/// <summary>
/// What a study asks of preparation. Some of it depends on the data: <see cref="PreparationPlan.Resolve"/> puts numbers
/// in place of it, found on the training cases alone.
/// </summary>
public sealed record PreparationOptions
{
    /// <summary>
    /// Whether axes are exchanged and reversed so that z grows to the head, y to the back, x to the left. Default: true.
    /// Exact, and undone in predictions.
    /// </summary>
    public bool Reorient { get; init; } = true;

    /// <summary>Where the spacing comes from. Default: each volume's own.</summary>
    public SpacingRule SpacingRule { get; init; }

    /// <summary>The spacing where the rule is <see cref="SpacingRule.Fixed"/>, mm, along z, y, x after reorientation.</summary>
    public ArraySpacing? Spacing { get; init; }

    /// <summary>
    /// A grid whose largest spacing is more than this many times its smallest is interpolated linearly along that axis
    /// and by cubic splines along the others; other grids by cubic splines along all. Default 3, as in nnU-Net.
    /// </summary>
    public double AnisotropyThreshold { get; init; } = 3;

    /// <summary>
    /// Volumes are cut to the box around the body (<see cref="Tissue.TissuePrior"/>) and this many mm more on each side;
    /// null leaves them whole. Default 10.
    /// </summary>
    public double? CropMargin { get; init; } = 10;

    /// <summary>
    /// CT: intensities are clipped to this range in Hounsfield units first, then z-scored over the body. Null: clipped to
    /// the 0.5th and 99.5th percentile of the training cases' foreground and scaled by its mean and deviation, as nnU-Net
    /// does. Default −1000 to 1000.
    /// </summary>
    public IntensityRange? CtWindow { get; init; } = new IntensityRange(-1000, 1000);

    /// <summary>PET: intensities are clipped to this range first, in the unit of the scan. Default: not clipped.</summary>
    public IntensityRange? PetWindow { get; init; }

    /// <summary>
    /// Every modality: (v − mean) / deviation over the body of the volume, then clipped to ± this many deviations. Default
    /// 5. MR, PET and others have no absolute scale that can be relied on, and outliers (vessels, artefacts) would
    /// dominate a squared error.
    /// </summary>
    public double ClipDeviations { get; init; } = 5;

    /// <summary>MR: whether the slow drift of intensity is removed by N4 (minutes a large volume). Default: no.</summary>
    public bool BiasCorrection { get; init; }

    /// <summary>N4 estimates the drift on every n-th voxel along each axis. Default 4, as in ITK.</summary>
    public int BiasShrinkFactor { get; init; } = 4;
}
