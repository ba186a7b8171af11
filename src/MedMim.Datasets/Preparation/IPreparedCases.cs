namespace MedMim.Datasets.Preparation;

/// <summary>
/// What training and evaluation read: a <c>PreparedDataset</c> on disk, or volumes in memory for a test.
/// Safe to call from several threads at once.
/// </summary>
public interface IPreparedCases
{
    /// <summary>All cases, in the order of their ids.</summary>
    IReadOnlyList<PreparedCase> Cases { get; }

    /// <summary>The voxels of a case. Cheap: mapped once and kept.</summary>
    /// <exception cref="KeyNotFoundException">There is no such case.</exception>
    PreparedVolume Load(string id);
}
