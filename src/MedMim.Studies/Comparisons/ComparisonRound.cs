using System.Globalization;

namespace MedMim.Studies.Comparisons;

/// <summary>A seed on a fold: within it all arms see the same patients, crops and initial weights.</summary>
/// <param name="Seed">The seed of pretraining and fine-tuning.</param>
/// <param name="Fold">The fold, from 1.</param>
internal sealed record ComparisonRound(ulong Seed, int Fold)
{
    /// <summary>Its name in steps and folders, such as <c>seed-1-fold-2</c>.</summary>
    public string Key { get; } = string.Create(CultureInfo.InvariantCulture, $"seed-{Seed}-fold-{Fold}");
}
