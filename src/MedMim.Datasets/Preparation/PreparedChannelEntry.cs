namespace MedMim.Datasets.Preparation;

/// <summary>A channel after the first of a prepared case on disk.</summary>
/// <param name="Name">The channel.</param>
/// <param name="Series">Pseudonym of the series that it came from.</param>
/// <param name="VoxelDigest">Digest of its voxels in the store.</param>
/// <param name="IsInterpolated">Whether its own grid was another than the first channel's.</param>
/// <param name="Record">What was done to it.</param>
internal sealed record PreparedChannelEntry(string Name, string Series, string VoxelDigest, bool IsInterpolated, PreparationRecord Record);
