using Parquet.Serialization;
using Xunit.Sdk;

namespace MedMim.Cli.Tests.BadInput;

/// <summary>The search for identifiers finds them where compression and encodings hide them.</summary>
public sealed class CanariesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("medmim-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_name_within_compressed_pages_is_found()
    {
        var path = Path.Combine(folder, "table.parquet");
        var rows = Enumerable.Range(0, 500).Select(i => new Row { Name = i == 250 ? "CanaryMiller" : $"filler {i}", Names = ["a", "b"] });
        await ParquetSerializer.SerializeAsync(rows.ToArray(), path);

        Assert.Throws<FalseException>(() => Canaries.AreNotIn(folder, "CanaryMiller"));
        Canaries.AreNotIn(folder, "CanarySmith");
    }

    [Fact]
    public void A_name_in_utf_16_or_other_case_is_found()
    {
        Assert.True(Canaries.Holds([0, .. System.Text.Encoding.BigEndianUnicode.GetBytes("MILLER")], "Miller"));
        Assert.False(Canaries.Holds(System.Text.Encoding.BigEndianUnicode.GetBytes("MILER"), "Miller"));
    }

    private sealed class Row
    {
        public string Name { get; set; } = string.Empty;

        public List<string> Names { get; set; } = [];
    }
}
