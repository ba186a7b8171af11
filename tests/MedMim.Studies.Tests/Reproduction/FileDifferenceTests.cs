using System.IO.Compression;
using System.Text;
using MedMim.Studies.Reproduction;

namespace MedMim.Studies.Tests.Reproduction;

public sealed class FileDifferenceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("medmim-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void NumbersOfJsonDifferByTheirLargestRelativeDifference()
    {
        Assert.Equal(
            "numbers differ by 2e-1 of their size at most ($.a[1])",
            Describe(".json", "{\"a\":[1,4],\"b\":\"x\"}", "{\"a\":[1.01,5],\"b\":\"x\"}"));
        Assert.Equal("another value at $.b", Describe(".json", "{\"a\":1,\"b\":\"x\"}", "{\"a\":2,\"b\":\"y\"}"));
        Assert.Equal("the same values, written otherwise", Describe(".json", "{\"a\":1}", "{ \"a\": 1 }"));
        Assert.Equal("2 bytes instead of 3", Describe(".json", "{x}", "{}"));
    }

    [Fact]
    public void WeightsDifferByTheirLargestDifferenceAndItsLength()
    {
        Assert.Equal(
            "weights differ by 5e-1 at most (w), by 1e-1 of their length",
            Describe(".safetensors", Weights(3, 4), Weights(3, 4.5f)));
        Assert.Equal("8 bytes instead of 12", Describe(".safetensors", [0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4], new byte[8]));
    }

    [Fact]
    public void OtherFilesDifferByBytesUnpacked()
    {
        Assert.Equal("1 of 4 bytes differ (25 %)", Describe(".npy", "abcd", "abxd"));
        Assert.Equal("1 of 4 bytes differ (25 %)", Describe(".nii.gz", Packed("abcd"), Packed("abxd")));
    }

    private string Describe(string ending, string first, string again) =>
        Describe(ending, Encoding.UTF8.GetBytes(first), Encoding.UTF8.GetBytes(again));

    private string Describe(string ending, byte[] first, byte[] again)
    {
        var (a, b) = (Path.Combine(folder, "a" + ending), Path.Combine(folder, "b" + ending));
        File.WriteAllBytes(a, first);
        File.WriteAllBytes(b, again);
        return FileDifference.Describe(a, b);
    }

    private static byte[] Weights(params float[] values)
    {
        var header = Encoding.UTF8.GetBytes($"{{\"w\":{{\"dtype\":\"F32\",\"shape\":[{values.Length}],\"data_offsets\":[0,{4 * values.Length}]}}}}");
        return [.. BitConverter.GetBytes((ulong)header.Length), .. header, .. values.SelectMany(BitConverter.GetBytes)];
    }

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
