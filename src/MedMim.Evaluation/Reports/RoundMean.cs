namespace MedMim.Evaluation.Reports;

/// <summary>The mean Dice of an arm in one round of a comparison.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Fold">The fold, from 1.</param>
/// <param name="Dice">Over labels, then patients.</param>
public sealed record RoundMean(ulong Seed, int Fold, double Dice);
