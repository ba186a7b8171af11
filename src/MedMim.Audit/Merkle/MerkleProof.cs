using System.Security.Cryptography;

namespace MedMim.Audit.Merkle;

/// <summary>Checks proofs with nothing but hashes (RFC 9162, sections 2.1.3.2 and 2.1.4.2).</summary>
public static class MerkleProof
{
    /// <summary>Whether the leaf stands at <paramref name="index"/> of the tree of <paramref name="size"/> leaves.</summary>
    public static bool VerifyInclusion(
        long index, long size, ReadOnlySpan<byte> leafHash, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (index < 0 || index >= size)
        {
            return false;
        }

        var (node, last) = (index, size - 1);
        var hash = leafHash.ToArray();
        foreach (var sibling in proof)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleHash.Node(sibling, hash);
                while ((node & 1) == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                hash = MerkleHash.Node(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && CryptographicOperations.FixedTimeEquals(hash, root);
    }

    /// <summary>Whether the tree of <paramref name="newSize"/> leaves begins with the tree of the old size.</summary>
    public static bool VerifyConsistency(
        long oldSize, long newSize, ReadOnlySpan<byte> oldRoot, ReadOnlySpan<byte> newRoot, IReadOnlyList<byte[]> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (oldSize < 0 || oldSize > newSize)
        {
            return false;
        }

        if (oldSize == newSize)
        {
            return proof.Count == 0 && oldRoot.SequenceEqual(newRoot);
        }

        if (oldSize == 0)
        {
            return proof.Count == 0 && oldRoot.SequenceEqual(MerkleHash.Empty());
        }

        // A perfect old tree is itself the first node of the path, and is left out of the proof.
        var isPerfect = (oldSize & (oldSize - 1)) == 0;
        if (!isPerfect && proof.Count == 0)
        {
            return false;
        }

        var (node, last) = (oldSize - 1, newSize - 1);
        while ((node & 1) == 1)
        {
            (node, last) = (node >> 1, last >> 1);
        }

        var oldHash = isPerfect ? oldRoot.ToArray() : proof[0];
        var newHash = oldHash;
        for (var i = isPerfect ? 0 : 1; i < proof.Count; i++)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                oldHash = MerkleHash.Node(proof[i], oldHash);
                newHash = MerkleHash.Node(proof[i], newHash);
                while ((node & 1) == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                newHash = MerkleHash.Node(newHash, proof[i]);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && oldRoot.SequenceEqual(oldHash) && newRoot.SequenceEqual(newHash);
    }
}
