namespace MedMim.Evaluation.Probes;

/// <summary>What a probe answered on a patient whom it had not seen.</summary>
/// <param name="Encoder">The encoder's name.</param>
/// <param name="Probe">The probe.</param>
/// <param name="Seed">The seed of folds, samples and random weights.</param>
/// <param name="Patient">The patient's pseudonym.</param>
/// <param name="Confusion">Its answers.</param>
public sealed record ProbeAnswer(string Encoder, ProbeKind Probe, ulong Seed, string Patient, ConfusionMatrix Confusion);
