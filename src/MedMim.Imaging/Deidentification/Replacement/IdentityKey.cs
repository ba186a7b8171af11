using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace MedMim.Imaging.Deidentification.Replacement;

/// <summary>
/// Replaces identifiers by HMAC-SHA256 (RFC 2104) under a secret: the same identifier has the same replacement in every
/// file and every run, and nobody without the secret can go back, not even by trying all identifiers.
/// </summary>
internal sealed class IdentityKey
{
    private const int Length = 32;
    private const int ShortestShift = 365;
    private const int Shifts = 3650;
    private readonly byte[] _secret;

    /// <param name="secret">32 bytes.</param>
    public IdentityKey(ReadOnlySpan<byte> secret) => _secret = secret.Length == Length
        ? secret.ToArray()
        : throw new ArgumentException($"A key has {Length} bytes.", nameof(secret));

    /// <summary>A pseudonym of 16 hexadecimal digits.</summary>
    public string Pseudonym(string kind, string value) => Convert.ToHexStringLower(Code(kind, value).AsSpan(0, 8));

    /// <summary>A UID below 2.25: a UUID of version 8 (RFC 9562) from the HMAC, as a decimal number (PS3.5 B.2).</summary>
    public string Uid(string uid)
    {
        var bits = Code("uid", uid).AsSpan(0, 16);
        bits[6] = (byte)((bits[6] & 0x0F) | 0x80);
        bits[8] = (byte)((bits[8] & 0x3F) | 0x80);
        return "2.25." + new BigInteger(bits, isUnsigned: true, isBigEndian: true);
    }

    /// <summary>By how many days the dates of a patient move: 365 to 4014 days back, the same for all of them.</summary>
    public int DateShift(string patient) =>
        -(ShortestShift + (int)(BinaryPrimitives.ReadUInt64BigEndian(Code("date-shift", patient)) % Shifts));

    private byte[] Code(string kind, string value) => HMACSHA256.HashData(_secret, Encoding.Latin1.GetBytes($"{kind}:{value}"));
}
