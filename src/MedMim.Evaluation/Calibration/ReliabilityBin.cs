namespace MedMim.Evaluation.Calibration;

/// <summary>The voxels whose probability lies between two bounds.</summary>
/// <param name="Low">The lower bound.</param>
/// <param name="High">The upper bound, which belongs to the next bin but for 1.</param>
/// <param name="Voxels">How many they are.</param>
/// <param name="Probability">Their mean probability.</param>
/// <param name="Frequency">The share of them that the reference gives the label.</param>
public sealed record ReliabilityBin(double Low, double High, double Voxels, double Probability, double Frequency);
