using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>One volume as training sees it: resampled and normalised. No voxels, only what is needed to choose it.</summary>
/// <param name="Id">The series' pseudonym in the store.</param>
/// <param name="Patient">The patient's pseudonym. Splits keep it together.</param>
/// <param name="Modality">CT, MR, PT or OT.</param>
/// <param name="Geometry">The prepared grid: the axes of the original, the spacing of the preparation.</param>
/// <param name="HasLabel">Whether it has a label.</param>
public sealed record PreparedCase(string Id, string Patient, string Modality, VolumeGeometry Geometry, bool HasLabel)
{
    /// <summary>SHA-256 of the voxels in the store: equal digests are the same scan. Empty where unknown.</summary>
    public string VoxelDigest { get; init; } = string.Empty;

    /// <summary>As <see cref="VoxelDigest"/>, of the channels after the first, where a study joins several scans to a case.</summary>
    public IReadOnlyList<string> OtherDigests { get; init; } = [];

    /// <summary>How many channels it has.</summary>
    public int Channels => 1 + OtherDigests.Count;
}
