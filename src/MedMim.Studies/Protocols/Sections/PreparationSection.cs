namespace MedMim.Studies.Protocols.Sections;

/// <summary>How scans are brought to one form before training.</summary>
public sealed record PreparationSection
{
    /// <summary>The voxel spacing for training; null keeps each scan's own.</summary>
    public VoxelSpacing? Spacing { get; init; }

    /// <summary>CT only: the range of Hounsfield units that intensities are clipped to first.</summary>
    public IntensityWindow CtWindow { get; init; } = new(-1000, 1000);

    /// <summary>After standardising over the body, intensities are clipped to ± this many deviations.</summary>
    public double ClipDeviations { get; init; } = 5;
}
