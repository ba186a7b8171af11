using MedMim.Datasets.Preparation;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Tests;

/// <summary>Prepared cases in memory.</summary>
internal sealed class MemoryCases(IReadOnlyList<PreparedVolume> volumes) : IPreparedCases
{
    public IReadOnlyList<PreparedVolume> All => volumes;

    public IReadOnlyList<PreparedCase> Cases => [.. volumes.Select(v => v.Case)];

    public PreparedVolume Load(string id) => volumes.FirstOrDefault(v => v.Case.Id == id) ?? throw new KeyNotFoundException(id);

    public static PreparedVolume Volume(
        string id, GridSize size, float[] image, byte[]? label, string? patient = null, Vector3? spacing = null) => new(
            new(id, patient ?? "patient-" + id, "MR", VolumeGeometry.Identity(size, spacing ?? new(1, 1, 1)), label is not null),
            image, new byte[size.Count], label is null ? null : (ReadOnlyMemory<byte>?)label);
}
