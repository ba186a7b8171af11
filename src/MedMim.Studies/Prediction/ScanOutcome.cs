using MedMim.Foundation.Failures;

namespace MedMim.Studies.Prediction;

/// <summary>What became of one scan that was to be labelled.</summary>
/// <param name="Source">Its first file, relative to the input.</param>
/// <param name="File">The prediction; null where it was not written.</param>
/// <param name="Failure">Why it was not, and what to do about it; null where it was.</param>
public sealed record ScanOutcome(string Source, string? File, InputException? Failure);
