using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace MedMim.Imaging.Segmentations;

/// <summary>
/// UIDs from what they name, so that the same input gives the same object again: the first 128 bits of a SHA-256 as a
/// version 8 UUID (RFC 9562) below 2.25 (DICOM PS3.5 B.2).
/// </summary>
internal static class DerivedUid
{
    /// <summary>The UID of some texts, in their order.</summary>
    public static string Of(params IEnumerable<string> parts)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(parts.Select(p => $"{p.Length}:{p};"))));
        var uuid = hash.AsSpan(0, 16);
        uuid[6] = (byte)((uuid[6] & 0x0F) | 0x80);
        uuid[8] = (byte)((uuid[8] & 0x3F) | 0x80);
        return "2.25." + new BigInteger(uuid, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture);
    }
}
