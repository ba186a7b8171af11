namespace MedMim.Evaluation.Reports.Model;

/// <summary>The protocol that was run.</summary>
/// <param name="Text">Its YAML, word for word.</param>
/// <param name="Digest">SHA-256 of the text, <c>sha256:…</c>.</param>
public sealed record ProtocolRecord(string Text, string Digest);
