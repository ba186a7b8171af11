using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Serialization;
using Parquet;
using Parquet.Schema;

namespace MedMim.Datasets.Store;

/// <summary>
/// A column of a table: a property of the row's type under its JSON name. Parquet.Net's own serializer compiles code for
/// every type of row when it is first used, which takes longer than writing a small store.
/// </summary>
internal abstract class TableColumn<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TRow>(DataField field)
    where TRow : class
{
    /// <summary>The columns of a row, in the order of its properties.</summary>
    public static IReadOnlyList<TableColumn<TRow>> All { get; } = [.. typeof(TRow).GetProperties().Select(Of)];

    /// <summary>Name and type.</summary>
    public DataField Field { get; } = field;

    public abstract Task WriteAsync(ParquetRowGroupWriter group, TRow[] rows);

    public abstract Task ReadAsync(ParquetRowGroupReader group, DataField stored, TRow[] rows);

    private static TableColumn<TRow> Of(PropertyInfo property)
    {
        var name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? property.Name;
        return property.PropertyType switch
        {
            var t when t == typeof(string) => new Text(name, property),
            var t when t == typeof(int) => new Number<int>(name, property),
            var t when t == typeof(long) => new Number<long>(name, property),
            var t when t == typeof(double) => new Number<double>(name, property),
            var t when t == typeof(bool) => new Number<bool>(name, property),
            var t => throw new NotSupportedException($"A column of {t.Name}."),
        };
    }

    private sealed class Text(string name, PropertyInfo property)
        : TableColumn<TRow>(new DataField(name, typeof(string), isNullable: false))
    {
        private readonly Func<TRow, string> get = property.GetMethod!.CreateDelegate<Func<TRow, string>>();
        private readonly Action<TRow, string> set = property.SetMethod!.CreateDelegate<Action<TRow, string>>();

        public override async Task WriteAsync(ParquetRowGroupWriter group, TRow[] rows) =>
            await group.WriteAsync(Field, Array.ConvertAll(rows, r => get(r)));

        public override async Task ReadAsync(ParquetRowGroupReader group, DataField stored, TRow[] rows)
        {
            var values = new string[rows.Length];
            await group.ReadAsync(stored, values);
            for (var i = 0; i < rows.Length; i++)
            {
                set(rows[i], values[i]);
            }
        }
    }

    private sealed class Number<T>(string name, PropertyInfo property) : TableColumn<TRow>(new DataField<T>(name))
        where T : struct
    {
        private readonly Func<TRow, T> get = property.GetMethod!.CreateDelegate<Func<TRow, T>>();
        private readonly Action<TRow, T> set = property.SetMethod!.CreateDelegate<Action<TRow, T>>();

        public override async Task WriteAsync(ParquetRowGroupWriter group, TRow[] rows) =>
            await group.WriteAsync<T>(Field, Array.ConvertAll(rows, r => get(r)));

        public override async Task ReadAsync(ParquetRowGroupReader group, DataField stored, TRow[] rows)
        {
            var values = new T[rows.Length];
            await group.ReadAsync<T>(stored, values);
            for (var i = 0; i < rows.Length; i++)
            {
                set(rows[i], values[i]);
            }
        }
    }
}
