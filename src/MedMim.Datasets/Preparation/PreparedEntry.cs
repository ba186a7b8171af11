using System.Text.Json.Serialization;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>A prepared case on disk: <c>ID.json</c>, and an element of <c>prepared.json</c>.</summary>
/// <param name="Id">Pseudonym of the series.</param>
/// <param name="Patient">Pseudonym of the patient.</param>
/// <param name="Modality">CT, MR, PT or OT.</param>
/// <param name="HasLabel">Whether it has a label.</param>
/// <param name="VoxelDigest">Digest of the voxels in the store.</param>
/// <param name="Inputs">Digest of everything it was made from: voxels, tissue, label, plan.</param>
/// <param name="Geometry">The prepared grid.</param>
/// <param name="Region">The part of the scan that was prepared, with the grid in the store.</param>
/// <param name="Record">What was done to it.</param>
internal sealed record PreparedEntry(
    string Id,
    string Patient,
    string Modality,
    bool HasLabel,
    string VoxelDigest,
    string Inputs,
    VolumeGeometry Geometry,
    SourceRegion Region,
    PreparationRecord Record)
{
    /// <summary>The channels after the first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PreparedChannelEntry>? Channels { get; init; }

    public PreparedCase ToCase() => new(Id, Patient, Modality, Geometry, HasLabel)
    {
        VoxelDigest = VoxelDigest, OtherDigests = [.. (Channels ?? []).Select(c => c.VoxelDigest)],
    };
}
