namespace MedMim.Evaluation.Metrics;

/// <summary>Which cell of a comparison, beside its arm, measured a case.</summary>
/// <param name="Labelled">The number of labelled patients that the segmenter was fine-tuned on, or <c>all</c>.</param>
/// <param name="Seed">The seed of its training.</param>
/// <param name="Fold">The fold, from 1.</param>
public sealed record CaseCell(string Labelled, ulong Seed, int Fold);
