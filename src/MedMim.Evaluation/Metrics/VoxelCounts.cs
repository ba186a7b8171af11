namespace MedMim.Evaluation.Metrics;

/// <summary>The voxels of a scan by what reference and prediction say of one label.</summary>
/// <param name="TruePositive">In both.</param>
/// <param name="FalsePositive">In the prediction alone.</param>
/// <param name="FalseNegative">In the reference alone.</param>
/// <param name="TrueNegative">In neither.</param>
public sealed record VoxelCounts(long TruePositive, long FalsePositive, long FalseNegative, long TrueNegative);
