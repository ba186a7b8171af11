namespace MedMim.Models.Networks;

/// <summary>How a parameter begins, where the common rule for convolutions does not hold.</summary>
/// <param name="Mean">Mean; the value itself where <paramref name="Deviation"/> is 0.</param>
/// <param name="Deviation">Standard deviation of the normal that its numbers are drawn from.</param>
/// <param name="Limit">Numbers farther from the mean than this are drawn again. Default: no limit.</param>
public readonly record struct WeightStart(double Mean, double Deviation, double Limit = double.PositiveInfinity);
