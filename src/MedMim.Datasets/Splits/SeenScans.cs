namespace MedMim.Datasets.Splits;

/// <summary>The scans that a network has seen already.</summary>
/// <param name="Cases">Pseudonyms of the series.</param>
/// <param name="Patients">Pseudonyms of the patients; empty where unknown.</param>
/// <param name="VoxelDigests">SHA-256 of the stored voxels, which do not depend on the key of pseudonyms; empty where unknown.</param>
public sealed record SeenScans(
    IReadOnlyCollection<string> Cases, IReadOnlyCollection<string> Patients, IReadOnlyCollection<string> VoxelDigests);
