using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MedMim.Phantom.Archive;

/// <summary>UIDs under 2.25 (DICOM PS3.5 B.2), derived from the seed and a name instead of a random UUID.</summary>
internal static class PhantomUid
{
    /// <summary>The UID of an object.</summary>
    public static string Of(ulong seed, string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"medmim.phantom/{seed}/{name}")));
        var number = BinaryPrimitives.ReadUInt128BigEndian(hash);
        return "2.25." + number.ToString(CultureInfo.InvariantCulture);
    }
}
