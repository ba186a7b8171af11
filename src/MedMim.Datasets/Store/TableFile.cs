using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using Parquet.Serialization;

namespace MedMim.Datasets.Store;

/// <summary>Small tables as Parquet files: written whole or not at all, equal rows giving equal bytes.</summary>
internal static class TableFile
{
    public static void Write<TRow>(string path, IEnumerable<TRow> rows)
        where TRow : class, new()
    {
        using var buffer = new MemoryStream();
        ParquetSerializer.SerializeAsync(rows.ToArray(), buffer).GetAwaiter().GetResult();
        AtomicFile.WriteBytes(path, buffer.ToArray());
    }

    /// <exception cref="InputException">The file is missing or damaged.</exception>
    public static IReadOnlyList<TRow> Read<TRow>(string path)
        where TRow : class, new()
    {
        try
        {
            using var buffer = new MemoryStream(File.ReadAllBytes(path));
            return [.. ParquetSerializer.DeserializeAsync<TRow>(buffer).GetAwaiter().GetResult().Data];
        }
        catch (Exception e) when (e is not UnauthorizedAccessException and not OutOfMemoryException)
        {
            var problem = e is FileNotFoundException ? "is missing" : "is damaged or no table of a store";
            throw new InputException(path, problem, "Delete the store and ingest the archive again.", e);
        }
    }
}
