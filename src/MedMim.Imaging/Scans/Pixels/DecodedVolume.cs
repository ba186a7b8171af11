using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Scans.Pixels;

/// <summary>A volume as it was read.</summary>
/// <param name="Volume">Voxels on their grid.</param>
/// <param name="Unit">The unit of its values: <c>HU</c>, <c>SUVbw</c>, <c>SUVlbm</c>; empty where they have none.</param>
/// <param name="Corrections">Codes of what was put right while reading.</param>
public sealed record DecodedVolume(IVolume Volume, string Unit, IReadOnlyList<string> Corrections);
