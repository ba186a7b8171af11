namespace MedMim.Datasets.Preparation;

/// <summary>A range of intensities, in the units of the scan (Hounsfield units for CT).</summary>
public readonly record struct IntensityRange(double Low, double High);
