namespace MedMim.Evaluation.Tests.Metrics;

/// <summary>A mask of a golden file: bits, the lowest first, in base 64.</summary>
internal static class PackedMask
{
    public static byte[] Unpack(string packed, int voxels, byte label)
    {
        var bits = Convert.FromBase64String(packed);
        return [.. Enumerable.Range(0, voxels).Select(i => (byte)((bits[i / 8] >> (i % 8) & 1) * label))];
    }
}
