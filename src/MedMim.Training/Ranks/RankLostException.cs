namespace MedMim.Training.Ranks;

/// <summary>Another process of the run ended, or does not answer. What the last whole step made is intact.</summary>
/// <param name="message">Which, as far as it is known, and the remedy.</param>
public sealed class RankLostException(string message) : Exception(message);
