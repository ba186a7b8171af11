using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MedMim.Foundation.Files;
using static TorchSharp.torch;

namespace MedMim.Models.Weights;

/// <summary>Writes safetensors files. Names are sorted, so equal tensors and metadata give equal bytes.</summary>
public static class SafetensorsWriter
{
    private const int Alignment = 8;
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a file, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Tensors by name, on any device.</param>
    /// <param name="metadata">Free text for the header. No patient data.</param>
    /// <exception cref="IOException">The folder cannot be written or the disk is full; what was there stays.</exception>
    public static void Write(
        string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        AtomicFile.Write(path, stream => Write(stream, tensors, metadata));

    /// <summary>Writes to a stream.</summary>
    public static void Write(
        Stream stream, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        var sorted = tensors.OrderBy(t => t.Key, StringComparer.Ordinal).ToList();
        var json = Header(sorted, metadata);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        stream.Write(length);
        stream.Write(json);
        foreach (var (_, tensor) in sorted)
        {
            using var scope = NewDisposeScope();
            stream.Write(tensor.detach().cpu().contiguous().bytes);
        }
    }

    private static byte[] Header(
        List<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var header = new JsonObject();
        if (metadata is { Count: > 0 })
        {
            header["__metadata__"] = new JsonObject(metadata.OrderBy(m => m.Key, StringComparer.Ordinal)
                .Select(m => KeyValuePair.Create(m.Key, (JsonNode?)JsonValue.Create(m.Value))));
        }

        long offset = 0;
        foreach (var (name, tensor) in tensors)
        {
            var end = offset + (tensor.numel() * SafetensorsType.Length(tensor.dtype));
            header[name] = new JsonObject
            {
                ["dtype"] = SafetensorsType.Name(tensor.dtype),
                ["shape"] = new JsonArray([.. tensor.shape.Select(d => JsonValue.Create(d))]),
                ["data_offsets"] = new JsonArray(offset, end),
            };
            offset = end;
        }

        // Padded with spaces so that the data is aligned, as the format asks of writers.
        var json = JsonSerializer.SerializeToUtf8Bytes(header, Plain);
        var padded = new byte[(json.Length + Alignment - 1) / Alignment * Alignment];
        padded.AsSpan().Fill((byte)' ');
        json.CopyTo(padded, 0);
        return padded;
    }
}
