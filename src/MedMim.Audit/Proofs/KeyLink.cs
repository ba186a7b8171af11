namespace MedMim.Audit.Proofs;

/// <summary>A rotation within a proof: the record that names the next key, last in a tree that the old key signed.</summary>
/// <param name="Record">The record's line.</param>
/// <param name="Hashes">The hashes from it to the root, lowest first.</param>
/// <param name="Checkpoint">The checkpoint of the tree that it is last in.</param>
/// <param name="Key">The next public key, PEM.</param>
internal sealed record KeyLink(string Record, IReadOnlyList<byte[]> Hashes, string Checkpoint, string Key);
