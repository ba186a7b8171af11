using System.Security.Cryptography;

namespace MedMim.Audit.Merkle;

/// <summary>The hashes of an RFC 6962 tree: 32 bytes of SHA-256, with a prefix that keeps leaves and nodes apart.</summary>
public static class MerkleHash
{
    /// <summary>The number of bytes of a hash.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    /// <summary>The root of a tree without leaves: SHA-256 of nothing (RFC 6962, section 2.1).</summary>
    public static byte[] Empty() => SHA256.HashData([]);

    /// <summary>The hash of a leaf: SHA-256(0x00 ‖ data).</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0x00]);
        hash.AppendData(data);
        return hash.GetHashAndReset();
    }

    /// <summary>The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).</summary>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0x01]);
        hash.AppendData(left);
        hash.AppendData(right);
        return hash.GetHashAndReset();
    }
}
