namespace MedMim.Studies.Protocols.Sections;

/// <summary>A range of intensities; low is below high.</summary>
public readonly record struct IntensityWindow(double Low, double High);
