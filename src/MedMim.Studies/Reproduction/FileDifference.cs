using System.Globalization;
using System.IO.Compression;

namespace MedMim.Studies.Reproduction;

/// <summary>By how much two files differ, in the terms of their kind.</summary>
internal static class FileDifference
{
    /// <summary>
    /// Weights: the largest difference of a weight, and the length of the difference beside that of the weights. JSON: the
    /// largest relative difference of a number. Others: the bytes that differ, unpacked where they are packed.
    /// </summary>
    public static string Describe(string first, string again) =>
        (Path.GetExtension(first) switch
        {
            ".safetensors" => WeightDifference.Describe(first, again),
            ".json" => JsonDifference.Describe(first, again),
            _ => null,
        }) ?? Bytes(Read(first), Read(again));

    private static string Bytes(byte[] first, byte[] again)
    {
        if (first.Length != again.Length)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{again.Length} bytes instead of {first.Length}");
        }

        var count = Enumerable.Range(0, first.Length).Count(i => first[i] != again[i]);
        return count == 0
            ? "the same once unpacked"
            : string.Create(CultureInfo.InvariantCulture, $"{count} of {first.Length} bytes differ ({100.0 * count / first.Length:0.####} %)");
    }

    private static byte[] Read(string path)
    {
        if (!path.EndsWith(".gz", StringComparison.Ordinal))
        {
            return File.ReadAllBytes(path);
        }

        using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        packed.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
