namespace MedMim.Imaging.Boxes;

/// <summary>A thing that a mask shows, such as a lesion.</summary>
/// <param name="Label">Its label value, from 1.</param>
/// <param name="Box">The box around its voxels.</param>
/// <param name="Voxels">How many there are.</param>
public sealed record LabelledObject(int Label, Box3 Box, long Voxels);
