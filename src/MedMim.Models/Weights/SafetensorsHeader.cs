using System.Text.Json;

namespace MedMim.Models.Weights;

/// <summary>
/// The JSON at the head of a safetensors file, checked: known types, shapes that fit their bytes, and data without gaps,
/// overlaps or anything beyond the end.
/// </summary>
/// <param name="Entries">The tensors by name.</param>
/// <param name="Metadata">Free text; empty without any.</param>
internal sealed record SafetensorsHeader(
    IReadOnlyDictionary<string, SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    private const string MetadataKey = "__metadata__";

    /// <param name="json">The header.</param>
    /// <param name="dataLength">Bytes that follow it.</param>
    /// <exception cref="InvalidDataException">It is not a valid header; the message is a clause for a sentence.</exception>
    public static SafetensorsHeader Parse(ReadOnlyMemory<byte> json, long dataLength)
    {
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false };
            using var document = JsonDocument.Parse(json, options);
            var entries = new SortedDictionary<string, SafetensorsEntry>(StringComparer.Ordinal);
            var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.NameEquals(MetadataKey))
                {
                    foreach (var field in property.Value.EnumerateObject())
                    {
                        metadata.Add(field.Name, field.Value.GetString() ?? string.Empty);
                    }
                }
                else
                {
                    entries.Add(property.Name, Entry(property.Name, property.Value));
                }
            }

            RequireContiguous(entries.Values, dataLength);
            return new(entries, metadata);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new InvalidDataException("its header is not the JSON of a safetensors file", e);
        }
    }

    private static SafetensorsEntry Entry(string name, JsonElement value)
    {
        var typeName = value.GetProperty("dtype").GetString() ?? string.Empty;
        var type = SafetensorsType.Torch(typeName)
            ?? throw new InvalidDataException($"tensor '{name}' has the type {typeName}, which is not read here");
        var shape = value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64()).ToArray();
        var offsets = value.GetProperty("data_offsets").EnumerateArray().Select(d => d.GetInt64()).ToArray();
        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0])
        {
            throw new InvalidDataException($"tensor '{name}' has impossible offsets");
        }

        if (shape.Length > 8 || ByteCount(shape, type) != offsets[1] - offsets[0])
        {
            throw new InvalidDataException($"the shape of tensor '{name}' does not fit its bytes");
        }

        return offsets[1] - offsets[0] <= Array.MaxLength
            ? new(name, type, shape, offsets[0], offsets[1])
            : throw new InvalidDataException($"tensor '{name}' is larger than 2 GiB");
    }

    private static long ByteCount(long[] shape, TorchSharp.torch.ScalarType type)
    {
        try
        {
            return shape.Any(d => d < 0) ? -1 : shape.Aggregate((long)SafetensorsType.Length(type), (a, d) => checked(a * d));
        }
        catch (OverflowException)
        {
            return -1;
        }
    }

    private static void RequireContiguous(IEnumerable<SafetensorsEntry> entries, long dataLength)
    {
        long end = 0;
        foreach (var entry in entries.OrderBy(e => e.Begin).ThenBy(e => e.End))
        {
            if (entry.Begin != end)
            {
                throw new InvalidDataException($"tensor '{entry.Name}' overlaps another or leaves a gap");
            }

            end = entry.End;
        }

        if (end != dataLength)
        {
            throw new InvalidDataException($"its tensors take {end} bytes but {dataLength} are there: cut short or damaged");
        }
    }
}
