using System.Numerics;

namespace MedMim.Audit.Merkle;

/// <summary>
/// The tree over a list of leaf hashes, after the recursive definitions of RFC 9162, section 2.1: its root, the proof
/// that a leaf is in it, and the proof that it only grew.
/// </summary>
public sealed class MerkleTree(IReadOnlyList<byte[]> leafHashes)
{
    /// <summary>The number of leaves.</summary>
    public int Size => leafHashes.Count;

    /// <summary>The root over all leaves (MTH).</summary>
    public byte[] Root() => Root(0, Size);

    /// <summary>The root that the tree had when it held its first <paramref name="size"/> leaves.</summary>
    public byte[] RootAt(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Size);
        return Root(0, size);
    }

    /// <summary>The sibling hashes on the way from leaf <paramref name="index"/> to the root, lowest first (PATH).</summary>
    public IReadOnlyList<byte[]> InclusionProof(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Size);
        var path = new List<byte[]>();
        Path(index, 0, Size, path);
        return path;
    }

    /// <summary>The hashes that link the tree of the first <paramref name="oldSize"/> leaves to this one (PROOF).</summary>
    public IReadOnlyList<byte[]> ConsistencyProof(int oldSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, Size);
        var proof = new List<byte[]>();
        if (oldSize > 0 && oldSize < Size)
        {
            SubProof(oldSize, 0, Size, true, proof);
        }

        return proof;
    }

    private byte[] Root(int start, int count)
    {
        if (count == 0)
        {
            return MerkleHash.Empty();
        }

        if (count == 1)
        {
            return leafHashes[start];
        }

        var split = Split(count);
        return MerkleHash.Node(Root(start, split), Root(start + split, count - split));
    }

    private void Path(int index, int start, int count, List<byte[]> path)
    {
        if (count == 1)
        {
            return;
        }

        var split = Split(count);
        if (index < split)
        {
            Path(index, start, split, path);
            path.Add(Root(start + split, count - split));
        }
        else
        {
            Path(index - split, start + split, count - split, path);
            path.Add(Root(start, split));
        }
    }

    private void SubProof(int oldSize, int start, int count, bool isOldRoot, List<byte[]> proof)
    {
        if (oldSize == count)
        {
            if (!isOldRoot)
            {
                proof.Add(Root(start, count));
            }

            return;
        }

        var split = Split(count);
        if (oldSize <= split)
        {
            SubProof(oldSize, start, split, isOldRoot, proof);
            proof.Add(Root(start + split, count - split));
        }
        else
        {
            SubProof(oldSize - split, start + split, count - split, false, proof);
            proof.Add(Root(start, split));
        }
    }

    // The largest power of two below count.
    private static int Split(int count) => 1 << BitOperations.Log2((uint)(count - 1));
}
