using System.Globalization;
using MedMim.Audit.Merkle;

namespace MedMim.Audit.Checkpoints;

/// <summary>
/// A log's size and root. Kept outside the run's folder, it is what shows that a log was cut or replaced by an older
/// state of itself: nothing inside the folder can show that.
/// </summary>
/// <param name="Size">The number of records.</param>
/// <param name="Root">The root of the Merkle tree over them, 32 bytes.</param>
public sealed record TreeHead(long Size, byte[] Root)
{
    /// <summary>Reads <c>SIZE:ROOT</c>, the root in base64.</summary>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static TreeHead Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var root = new byte[MerkleHash.Size];
        if (colon > 0
            && long.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && Convert.TryFromBase64String(text[(colon + 1)..], root, out var written) && written == root.Length)
        {
            return new TreeHead(size, root);
        }

        throw new FormatException("not SIZE:ROOT with the root in base64");
    }

    /// <summary><c>SIZE:ROOT</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Size}:{Convert.ToBase64String(Root)}");

    /// <inheritdoc/>
    public bool Equals(TreeHead? other) => other is not null && Size == other.Size && Root.AsSpan().SequenceEqual(other.Root);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Size, Root[0], Root[1], Root[2], Root[3]);
}
