using System.Diagnostics.CodeAnalysis;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using Parquet;
using Parquet.Schema;

namespace MedMim.Datasets.Store;

/// <summary>
/// Tables as Parquet files: written whole or not at all, equal rows giving equal bytes. Rows go in groups of 65,536, so
/// that memory does not grow with the table; the columns are those of the row's type (<see cref="TableColumn{TRow}"/>).
/// </summary>
internal static class TableFile
{
    private const int GroupRows = 1 << 16;
    private const DynamicallyAccessedMemberTypes Properties = DynamicallyAccessedMemberTypes.PublicProperties;

    public static void Write<[DynamicallyAccessedMembers(Properties)] TRow>(string path, IEnumerable<TRow> rows)
        where TRow : class, new() =>
        AtomicFile.Write(path, stream => WriteAsync(stream, rows).GetAwaiter().GetResult());

    /// <summary>Writes the table to a temporary file, for <see cref="AtomicFile.PublishAll"/>.</summary>
    public static (string Temporary, string Path) Prepare<[DynamicallyAccessedMembers(Properties)] TRow>(string path, IEnumerable<TRow> rows)
        where TRow : class, new() =>
        (AtomicFile.Prepare(path, stream => WriteAsync(stream, rows).GetAwaiter().GetResult()), path);

    /// <exception cref="InputException">The file is missing or damaged.</exception>
    public static IReadOnlyList<TRow> Read<[DynamicallyAccessedMembers(Properties)] TRow>(string path)
        where TRow : class, new() => Read<TRow, TRow>(path, r => r);

    /// <summary>Reads rows and turns each into something else at once.</summary>
    /// <exception cref="InputException">The file is missing or damaged.</exception>
    public static IReadOnlyList<TResult> Read<[DynamicallyAccessedMembers(Properties)] TRow, TResult>(string path, Func<TRow, TResult> convert)
        where TRow : class, new()
    {
        try
        {
            return ReadAsync(path, convert).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not UnauthorizedAccessException and not OutOfMemoryException)
        {
            var problem = e is FileNotFoundException ? "is missing" : "is damaged or no table of a store";
            throw new InputException(path, problem, "Delete the store and ingest the archive again.", e);
        }
    }

    private static async Task WriteAsync<[DynamicallyAccessedMembers(Properties)] TRow>(Stream stream, IEnumerable<TRow> rows)
        where TRow : class, new()
    {
        var columns = TableColumn<TRow>.All;
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(columns.Select(c => (Field)c.Field)), stream);
        foreach (var part in rows.Chunk(GroupRows).DefaultIfEmpty([]))
        {
            using var group = writer.CreateRowGroup();
            foreach (var column in columns)
            {
                await column.WriteAsync(group, part);
            }
        }
    }

    private static async Task<List<TResult>> ReadAsync<[DynamicallyAccessedMembers(Properties)] TRow, TResult>(string path, Func<TRow, TResult> convert)
        where TRow : class, new()
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        await using var reader = await ParquetReader.CreateAsync(stream);
        var fields = reader.Schema.GetDataFields().ToDictionary(f => f.Name, StringComparer.Ordinal);
        var results = new List<TResult>();
        for (var i = 0; i < reader.RowGroupCount; i++)
        {
            using var group = reader.OpenRowGroupReader(i);
            var rows = new TRow[checked((int)group.RowCount)];
            for (var r = 0; r < rows.Length; r++)
            {
                rows[r] = new();
            }

            foreach (var column in TableColumn<TRow>.All)
            {
                if (fields.TryGetValue(column.Field.Name, out var field))
                {
                    await column.ReadAsync(group, field, rows);
                }
            }

            results.AddRange(rows.Select(convert));
        }

        return results;
    }
}
