namespace MedMim.Studies.Protocols.Sections;

/// <summary>How scans are brought to one form before training.</summary>
public sealed record PreparationSection
{
    /// <summary>The voxel spacing for training; null keeps each scan's own.</summary>
    public VoxelSpacing? Spacing { get; init; }
}
