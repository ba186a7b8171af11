namespace MedMim.Datasets.Preparation;

/// <summary>What became of a case's label.</summary>
/// <param name="VoxelsOutsideCrop">Labelled voxels of the scan that lie beyond the box around the body. Should be 0.</param>
/// <param name="ComponentsRestored">Connected pieces that the coarser grid had lost and that were put back.</param>
public sealed record LabelRecord(long VoxelsOutsideCrop, int ComponentsRestored);
