namespace MedMim.Datasets.Preparation;

/// <summary>Which intensity becomes 0, and how much becomes 1.</summary>
public readonly record struct IntensityScale(double Mean, double Deviation);
