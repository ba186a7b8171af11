namespace MedMim.Studies.Protocols.Reading;

/// <summary>Something in a protocol that cannot be used.</summary>
/// <param name="Position">Where.</param>
/// <param name="Problem">What is wrong, in one clause.</param>
/// <param name="Remedy">What to do, as an imperative sentence.</param>
internal sealed record ProtocolError(SourcePosition Position, string Problem, string Remedy);
