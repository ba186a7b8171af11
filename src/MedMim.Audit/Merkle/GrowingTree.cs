namespace MedMim.Audit.Merkle;

/// <summary>
/// An RFC 6962 tree that only grows, kept as the roots of its perfect subtrees: memory and time a leaf are logarithmic,
/// so the root after every single leaf is cheap to have.
/// </summary>
public sealed class GrowingTree
{
    // The roots of perfect subtrees from the left, one for each set bit of Size, largest first.
    private readonly List<byte[]> subtrees;

    /// <summary>A tree without leaves.</summary>
    public GrowingTree() => subtrees = [];

    private GrowingTree(GrowingTree other) => (subtrees, Size) = ([.. other.subtrees], other.Size);

    /// <summary>The number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>A copy with one leaf more; this tree stays as it is.</summary>
    public GrowingTree With(byte[] leafHash)
    {
        var grown = new GrowingTree(this);
        grown.Append(leafHash);
        return grown;
    }

    /// <summary>Adds a leaf by its <see cref="MerkleHash.Leaf"/>.</summary>
    public void Append(byte[] leafHash)
    {
        ArgumentNullException.ThrowIfNull(leafHash);
        var node = leafHash;
        for (var bits = Size; (bits & 1) == 1; bits >>= 1)
        {
            node = MerkleHash.Node(subtrees[^1], node);
            subtrees.RemoveAt(subtrees.Count - 1);
        }

        subtrees.Add(node);
        Size++;
    }

    /// <summary>The root over all leaves so far.</summary>
    public byte[] Root()
    {
        if (subtrees.Count == 0)
        {
            return MerkleHash.Empty();
        }

        var root = subtrees[^1];
        for (var i = subtrees.Count - 2; i >= 0; i--)
        {
            root = MerkleHash.Node(subtrees[i], root);
        }

        return root;
    }
}
