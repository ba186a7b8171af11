namespace MedMim.Studies.Probes;

/// <summary>The λ that a linear probe chose on its validation patients.</summary>
/// <param name="Encoder">The encoder's name.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Fold">The fold, from 0.</param>
/// <param name="Penalty">The λ.</param>
internal sealed record ChosenPenalty(string Encoder, ulong Seed, int Fold, double Penalty);
