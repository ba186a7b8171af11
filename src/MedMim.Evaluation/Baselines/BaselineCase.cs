using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Baselines;

/// <summary>A scan that a baseline is fitted on or applied to.</summary>
/// <param name="Id">Pseudonym of the case.</param>
/// <param name="Geometry">Its grid.</param>
/// <param name="Image">Loads its voxels, C order [z, y, x]: HU, or normalised intensities.</param>
/// <param name="Label">Loads its reference labels, C order [z, y, x]; everything but 0 is the target.</param>
public sealed record BaselineCase(
    string Id, VolumeGeometry Geometry, Func<ReadOnlyMemory<float>> Image, Func<ReadOnlyMemory<byte>> Label);
