using System.Globalization;
using System.Text;
using MedMim.Audit.Keys;

namespace MedMim.Audit.Checkpoints;

/// <summary>
/// A signed tree head in the form of C2SP tlog-checkpoint and signed-note: five lines, of which the first three (and
/// their line feeds) are signed:
/// <code>
/// medmim-audit/0123456789abcdef
/// 12
/// base64 of the root
///
/// — medmim-audit base64 of (key id of 4 bytes ‖ ECDSA signature, DER)
/// </code>
/// </summary>
/// <param name="Origin">The log's name, made from its first record.</param>
/// <param name="Size">The number of records.</param>
/// <param name="Root">The root of the Merkle tree over them, 32 bytes.</param>
/// <param name="KeyId">The first 4 bytes of the hash of the signer's public key.</param>
/// <param name="Signature">The signature, DER.</param>
public sealed record Checkpoint(string Origin, long Size, byte[] Root, byte[] KeyId, byte[] Signature)
{
    /// <summary>The number of lines of a checkpoint.</summary>
    public const int LineCount = 5;

    private const string Signer = "— medmim-audit ";

    /// <summary>The bytes that are signed.</summary>
    public byte[] Body => Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n"));

    /// <summary>The head without its signature, to be kept elsewhere.</summary>
    public TreeHead Head => new(Size, Root);

    /// <summary>The name of the log that begins with this record.</summary>
    public static string OriginOf(byte[] firstLeafHash) =>
        "medmim-audit/" + Convert.ToHexStringLower(firstLeafHash.AsSpan(0, 8));

    /// <summary>Signs a tree head.</summary>
    public static Checkpoint Sign(string origin, long size, byte[] root, AuditKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var unsigned = new Checkpoint(origin, size, root, key.PublicKey.KeyId.ToArray(), []);
        return unsigned with { Signature = key.Sign(unsigned.Body) };
    }

    /// <summary>Whether this key signed it.</summary>
    public bool IsSignedBy(AuditPublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.KeyId.Span.SequenceEqual(KeyId) && key.Verify(Body, Signature);
    }

    /// <summary>The five lines, each with its line feed, UTF-8.</summary>
    public byte[] Encode()
    {
        byte[] signature = [.. KeyId, .. Signature];
        return [.. Body, .. Encoding.UTF8.GetBytes($"\n{Signer}{Convert.ToBase64String(signature)}\n")];
    }

    /// <summary>Reads the five lines.</summary>
    /// <exception cref="FormatException">They are not a checkpoint, or not written in the one way.</exception>
    public static Checkpoint Decode(ReadOnlySpan<byte> bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        if (lines.Length != LineCount + 1
            || !lines[4].StartsWith(Signer, StringComparison.Ordinal)
            || !long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
        {
            throw new FormatException("is not a checkpoint");
        }

        var root = Convert.FromBase64String(lines[2]);
        var signature = Convert.FromBase64String(lines[4][Signer.Length..]);
        if (root.Length != 32 || signature.Length < 5)
        {
            throw new FormatException("is not a checkpoint");
        }

        // Comparing with what we would write rejects every second spelling: base64 padding bits, leading zeros, spaces.
        var checkpoint = new Checkpoint(lines[0], size, root, signature[..4], signature[4..]);
        return checkpoint.Encode().AsSpan().SequenceEqual(bytes)
            ? checkpoint
            : throw new FormatException("is not written in canonical form");
    }
}
