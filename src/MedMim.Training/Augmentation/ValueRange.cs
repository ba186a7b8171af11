namespace MedMim.Training.Augmentation;

/// <summary>A range of numbers, both ends included; low is at most high.</summary>
public readonly record struct ValueRange(double Low, double High);
