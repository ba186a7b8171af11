namespace MedMim.Datasets.Splits;

/// <summary>Shares of patients, relative to their sum; not negative, and <paramref name="Train"/> is positive.</summary>
/// <param name="Train">To train on.</param>
/// <param name="Validation">To choose a checkpoint by.</param>
/// <param name="Test">To report.</param>
public sealed record SplitShares(double Train, double Validation, double Test);
