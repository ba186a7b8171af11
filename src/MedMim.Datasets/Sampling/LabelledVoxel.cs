namespace MedMim.Datasets.Sampling;

/// <summary>A voxel and its label.</summary>
/// <param name="Offset">Offset in C order [z, y, x].</param>
/// <param name="Value">The label value; 0 for background.</param>
public readonly record struct LabelledVoxel(int Offset, byte Value);
