using MedMim.Datasets.Store;
using Parquet.Serialization;

namespace MedMim.Datasets.Tests.Store;

public class TableFileTests
{
    // Other programs' readers, and stores of earlier versions, know the bytes of Parquet.Net's own serializer.
    [Fact]
    public async Task BytesAreThoseOfTheLibrarysSerializer()
    {
        using var folder = new TemporaryFolder();
        SourceRow[] rows = [.. Enumerable.Range(0, 5).Select(i => new SourceRow
        {
            Id = $"id{i}", Size = i * 1000, ModifiedTicks = long.MaxValue - i, Outcome = "Series", Groups = i == 2 ? string.Empty : "a b", Targets = "ö",
        })];
        using var expected = new MemoryStream();
        await ParquetSerializer.SerializeAsync(rows, expected, cancellationToken: TestContext.Current.CancellationToken);
        TableFile.Write(folder.File("t.parquet"), rows);
        Assert.Equal(expected.ToArray(), await File.ReadAllBytesAsync(folder.File("t.parquet"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(70_000)]
    public void RowsComeBackInOrder(int count)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("t.parquet");
        TableFile.Write(path, Enumerable.Range(0, count).Select(i => new RefusalRow { Id = $"{i:000000}", Code = "c", Files = i }));
        var back = TableFile.Read<RefusalRow, (string, int)>(path, r => (r.Id, r.Files));
        Assert.Equal(Enumerable.Range(0, count).Select(i => ($"{i:000000}", i)), back);
    }
}
