namespace MedMim.Datasets.Tissue;

/// <summary>The voxels of a body that share a face with one outside of it.</summary>
internal static class BodyRim
{
    /// <summary>Writes those of a row to <paramref name="rim"/>; the grid's edge is no outside.</summary>
    public static void Row(BitMask body, int z, int y, Span<ulong> rim)
    {
        var row = body.Row(z, y);
        for (var i = 0; i < rim.Length; i++)
        {
            rim[i] = Outside(row, i, body);
        }

        BitRow.Spread(rim, 1, body.LastWord);
        AddOutside(body, z, y - 1, rim);
        AddOutside(body, z, y + 1, rim);
        AddOutside(body, z - 1, y, rim);
        AddOutside(body, z + 1, y, rim);
        for (var i = 0; i < rim.Length; i++)
        {
            rim[i] &= row[i];
        }
    }

    private static void AddOutside(BitMask body, int z, int y, Span<ulong> rim)
    {
        if (z < 0 || z >= body.Size.Z || y < 0 || y >= body.Size.Y)
        {
            return;
        }

        var row = body.Row(z, y);
        for (var i = 0; i < rim.Length; i++)
        {
            rim[i] |= Outside(row, i, body);
        }
    }

    private static ulong Outside(ReadOnlySpan<ulong> row, int word, BitMask body) =>
        ~row[word] & (word == row.Length - 1 ? body.LastWord : ulong.MaxValue);
}
