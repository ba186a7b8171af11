namespace MedMim.Imaging.Itk;

/// <summary>Settings of <see cref="N4BiasFieldCorrection"/>; the defaults are ITK's but for the iterations a level.</summary>
public sealed record N4Options
{
    /// <summary>At most so many iterations on each level of the B-spline grid, coarse to fine; 1 to 8 levels.</summary>
    public IReadOnlyList<int> IterationsPerLevel { get; init; } = [50, 50, 50, 50];

    /// <summary>A level ends when the field changes by less (coefficient of variation).</summary>
    public double ConvergenceThreshold { get; init; } = 0.001;

    /// <summary>B-spline control points along each axis on the coarsest level; 4 or more.</summary>
    public int ControlPoints { get; init; } = 4;

    /// <summary>The field is estimated on every n-th voxel along each axis and evaluated on all; 1 to 16.</summary>
    public int ShrinkFactor { get; init; } = 4;

    /// <summary>Full width at half maximum of the assumed log-bias distribution.</summary>
    public double FullWidthAtHalfMaximum { get; init; } = 0.15;
}
